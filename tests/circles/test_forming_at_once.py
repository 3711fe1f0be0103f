"""Two coordinators, or two workers, at the same moment: everybody is invited once."""

import pytest
from sqlalchemy import func, select

from community.accounts.models import Person
from community.circles import actions, queries
from community.circles.actions.forming import compute_forming
from community.circles.actions.releasing import make_next
from community.circles.models import Circle, CircleMember, Forming
from community.core import clock
from community.core.errors import Conflict
from community.core.extensions import db
from tests.at_once import at_once, written
from tests.circles.making import wish

BOUNDS = {"smallest": 4, "size": 4, "largest": 4, "minutes": 75, "planned_meetings": 6}


def member(name, **values):
    person = Person(name=name, email=f"{name}@example.org", standing="active", joined_at=clock.now(), **values)
    db.session.add(person)
    db.session.flush()
    return person


@pytest.fixture
def draft(fresh_app):
    """A draft of two circles, and the ids of two coordinators."""

    def begin():
        coordinators = [member(f"cora{number}", role="coordinator") for number in range(2)]
        for number in range(8):
            wish(member(f"seeker{number}"))
        return actions.ask_forming(coordinators[0], **BOUNDS).id, [one.id for one in coordinators]

    forming_id, coordinators = written(fresh_app, begin)
    written(fresh_app, lambda: compute_forming(forming_id))
    return forming_id, coordinators


def release_as(forming_id, coordinator_id):
    def release():
        actions.release(db.session.get_one(Person, coordinator_id), db.session.get_one(Forming, forming_id))

    return release


def counted():
    return db.session.scalar(select(func.count(Circle.id))), db.session.scalar(select(func.count(CircleMember.id)))


def test_of_two_who_release_at_once_one_is_told_it_is_done(fresh_app, draft):
    forming_id, coordinators = draft
    results = at_once(fresh_app, *(release_as(forming_id, one) for one in coordinators))
    assert sorted(type(result) for result in results if result is not None) == [Conflict]


def test_two_workers_at_once_make_each_circle_once(fresh_app, draft):
    forming_id, coordinators = draft
    written(fresh_app, release_as(forming_id, coordinators[0]))
    assert at_once(fresh_app, *[lambda: make_next(forming_id)] * 3) == [None, None, None]
    assert written(fresh_app, counted) == (2, 8)


def test_whoever_takes_their_wish_back_while_circles_are_made_breaks_nothing(fresh_app, draft):
    """Either they were invited, or their circle could not be made and the others stay on the list."""
    forming_id, coordinators = draft
    written(fresh_app, release_as(forming_id, coordinators[0]))
    gone = written(fresh_app, lambda: queries.forming_places(db.session.get_one(Forming, forming_id))[0].person_id)
    results = at_once(fresh_app, lambda: make_next(forming_id), lambda: actions.take_wish_back(gone))
    if any(results):  # the worker tries again
        written(fresh_app, lambda: make_next(forming_id))
    circles, invited = written(fresh_app, counted)
    listed = written(fresh_app, queries.how_many_wish)
    assert (circles, invited, listed) in {(2, 8, 0), (1, 4, 3)}
