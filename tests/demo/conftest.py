"""The demo community, as `flask demo` left it, for each test anew."""

import pytest

from community import create_app
from community.core.extensions import db
from tests.prepared import demo_community, demo_settings


@pytest.fixture
def demo_app(tmp_path, postbox):
    """A community of one's own: whoever opens a page has read it, and the next test would find no news."""
    built = demo_community(postbox)
    app = create_app(demo_settings(tmp_path, postbox, built.copy_to(tmp_path)))
    app.said = built.said
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def inside(demo_app):
    """A context for the browser to stand in."""
    with demo_app.app_context():
        yield
        db.session.remove()
