"""What the database refuses: bad input is bad input, of two the second was slower, and the rest is a defect."""

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from community.accounts.models import Block, Participation
from community.core.database import somebody_was_quicker
from community.core.web.error_pages import on_database_error


def refusal_of(db, table, **values):
    with pytest.raises(DBAPIError) as refused, db.begin_nested():
        db.execute(insert(table.__table__).values(**values))
    return refused.value


def status_of(app, error):
    with app.test_request_context("/"):
        words, status = on_database_error(error)
    assert "<h1" in words
    return status


def test_the_same_row_twice_means_somebody_was_quicker(app, db, world):
    block = {"blocker_id": world.ana.id, "blocked_id": world.bea.id, "created_at": world.ana.created_at}
    error = refusal_of(db, Block, **block)
    assert somebody_was_quicker(error)
    assert status_of(app, error) == 409


def test_an_empty_value_is_our_own_mistake(app, db, world):
    error = refusal_of(db, Participation, person_id=world.ana.id, cohort_id=world.cohort.id, side=None)
    assert isinstance(error, IntegrityError) and not somebody_was_quicker(error)
    assert status_of(app, error) == 500


def test_what_the_database_cannot_hold_was_never_there(app):
    assert status_of(app, DataError("SELECT 1", {}, ValueError("NUL"))) == 400


@pytest.mark.parametrize("path", ["/members/%00", "/catchups/a%00b", "/members/x/portrait?size=%00", "/join/%00"])
def test_a_nul_in_an_address_finds_nothing(world, browse, path):
    assert browse(world.ana).get(path).status_code in {400, 404}


def test_a_number_of_four_hundred_digits_is_refused_kindly(world, browse):
    form = {
        "catchups": "anyone",
        "rounds": "ask",
        "peer_mentoring": "closed",
        "catchups_per_month": "4",
        "peer_capacity": "9" * 400,
    }
    page = browse(world.ana).send("/members/edit/availability", form, status=422)
    assert "from 1 to 10" in page.words
