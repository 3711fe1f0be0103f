"""A real PostgreSQL for the tests of core that compare both databases, whichever the run is on."""

import pytest

from community import events
from community.core.extensions import db
from tests.core.delivery_app import Rang, built, settings_for
from tests.databases import new_postgresql_database


@pytest.fixture(scope="module")
def postgresql_url():
    """The address of an empty database on the server of this run."""
    return new_postgresql_database()


@pytest.fixture(params=["sqlite", "postgresql"])
def app_on_both(request, tmp_path, monkeypatch):
    """The application with a bell, on an empty database of either kind."""
    monkeypatch.setattr(events, "Rang", Rang, raising=False)
    url = request.getfixturevalue("postgresql_url") if request.param == "postgresql" else ""
    with built(settings_for(tmp_path, url), anew=True) as app, app.app_context():
        yield app
        db.session.remove()
