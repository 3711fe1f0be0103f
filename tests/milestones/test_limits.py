"""How often one may look something up."""

from collections.abc import Iterator

import pytest
from flask import Flask

from community import create_app
from community.core.extensions import db, limiter
from tests.browser import Browser
from tests.conftest import build_tables, settings_for
from tests.make import Make


@pytest.fixture
def limited(tmp_path, postbox) -> Iterator[Flask]:
    """An application of its own that counts."""
    app = create_app(settings_for(tmp_path, postbox, rate_limits=True))
    build_tables(app)
    with app.app_context():
        limiter.reset()
        yield app
        limiter.enabled = False
        db.session.remove()
        db.engine.dispose()


def test_looking_for_a_person_or_for_words_has_one_allowance_a_minute(limited):
    one, other = (Browser.of(limited, Make().person(), checks=False) for _ in range(2))
    db.session.commit()
    assert [one.get("/milestones/about?q=ana").status_code for _ in range(60)] == [200] * 60
    assert one.get("/milestones/about?q=pau").status_code == 429
    assert one.get("/milestones?q=light").status_code == 429
    assert one.get("/milestones/about").status_code == 200, "without words nothing is looked for"
    assert other.get("/milestones/about?q=ana").status_code == 200
