"""What somebody reads when the database cannot answer: a moment's patience, or that we have made a mistake."""

import sqlite3

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from community.core.database import transaction
from community.core.extensions import db
from community.core.web.error_pages import on_busy_database


def error_of(fresh_app, statement, *, beside=""):
    """What SQLAlchemy raises for a statement, while somebody else holds what `beside` holds."""
    other = sqlite3.connect(db.engine.url.database, isolation_level=None)
    try:
        if beside:
            other.execute(beside)
        with pytest.raises(OperationalError) as raised, transaction(write=False):
            db.session.execute(text("PRAGMA busy_timeout = 1"))
            db.session.execute(text(statement))
        return raised.value
    finally:
        other.close()


@pytest.fixture
def on_sqlite(fresh_app):
    with fresh_app.test_request_context("/"):
        if db.engine.dialect.name != "sqlite":
            pytest.skip("PostgreSQL tells the two apart by their classes")
        yield fresh_app


def test_a_wrong_statement_is_our_mistake_and_no_crowd(on_sqlite):
    page, status = on_busy_database(error_of(on_sqlite, "SELECT lantern FROM people"))
    assert status == 500 and "Many people" not in page


def test_a_locked_database_asks_for_a_moment(on_sqlite):
    page, status = on_busy_database(error_of(on_sqlite, "DELETE FROM people", beside="BEGIN IMMEDIATE"))
    assert status == 503 and "Many people" in page
