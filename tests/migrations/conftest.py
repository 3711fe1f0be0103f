"""A database without tables, for revisions to work on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from community import create_app
from community.core.extensions import db
from tests.apps import settings_for
from tests.postbox import Postbox


@pytest.fixture
def empty_app(tmp_path: Path, postbox: Postbox) -> Iterator[Flask]:
    """An application whose database is empty."""
    app = create_app(settings_for(tmp_path, postbox))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
