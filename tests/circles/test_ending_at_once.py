"""Several members at the same moment: promises, polls, the last words of a closing round, and two wishes."""

import pytest
from sqlalchemy import func, select

from community.accounts.models import Person
from community.circles import actions, queries
from community.circles.models import MOST_OPEN_PROMISES, CircleMeeting, CirclePromise
from community.core.errors import Refusal
from community.core.extensions import db
from community.core.outbox import Delivery
from tests.at_once import at_once, written
from tests.circles.making import closing, closing_words, poll, promise, seat_of
from tests.make import Make

ROUNDS = 4


@pytest.fixture
def trio(fresh_app):
    """The ids of three people."""
    make = Make()
    return written(fresh_app, lambda: tuple(make.person(name=name).id for name in ("Ana", "Mia", "Pau")))


def person(person_id: int) -> Person:
    return db.session.get_one(Person, person_id)


def new_circle(trio) -> int:
    return Make().circle(*(person(one) for one in trio), is_listed=False).circle.id


def as_member(work, person_id: int, circle_id: int, *told, **values):
    return lambda: work(person(person_id), queries.by_id(circle_id), *told, **values)


def told(event: str, **values) -> int:
    """How often something was said to have happened; each time may reach several subscribers."""
    found = db.session.scalars(select(Delivery).where(Delivery.event == event))
    return len({one.event_id for one in found if all(one.payload[key] == value for key, value in values.items())})


def test_the_last_two_write_at_once_and_the_circle_ends_once(fresh_app, trio):
    ana, mia, pau = trio
    for _round in range(ROUNDS):
        circle_id = written(fresh_app, lambda: new_circle(trio))
        written(fresh_app, as_member(closing, ana, circle_id))
        written(fresh_app, as_member(closing_words, ana, circle_id))
        results = at_once(fresh_app, as_member(closing_words, mia, circle_id), as_member(closing_words, pau, circle_id))
        assert results == [None, None]

        def check(number: int = circle_id) -> None:
            assert queries.by_id(number).is_ended
            assert told("CircleEnded", circle_id=number) == 1

        written(fresh_app, check)


def test_two_who_wish_at_once_learn_of_it_once(fresh_app, trio):
    ana, mia, _pau = trio
    for _round in range(ROUNDS):
        circle_id = written(fresh_app, lambda: new_circle(trio))
        written(fresh_app, as_member(closing, ana, circle_id))

        def wish(one, circle, other_id):
            return actions.wish_ties(one, seat_of(one, circle), person_ids=[other_id])

        results = at_once(fresh_app, as_member(wish, ana, circle_id, mia), as_member(wish, mia, circle_id, ana))
        assert sorted(map(len, results)) == [0, 1], results
        written(fresh_app, lambda number=circle_id: _check_tie(number, ana, mia))


def _check_tie(circle_id: int, one_id: int, other_id: int) -> None:
    assert queries.both_wish(circle_id, one_id, other_id)
    assert told("CircleTie", circle_id=circle_id) == 1


def test_two_choose_a_time_at_once_and_one_meeting_is_planned(fresh_app, trio):
    ana, mia, _pau = trio
    for _round in range(ROUNDS):
        circle_id = written(fresh_app, lambda: new_circle(trio))
        written(fresh_app, lambda number=circle_id: setattr(queries.by_id(number), "stand_in_id", mia))
        poll_id = written(fresh_app, lambda number=circle_id: poll(person(ana), queries.by_id(number)).id)

        def choose(person_id, which, asked=poll_id):
            found = queries.poll_by_id(asked)
            return actions.settle_poll(person(person_id), found, starts_at=found.times[which].starts_at)

        results = at_once(
            fresh_app,
            lambda work=choose: work(ana, 0) and None,
            lambda work=choose: work(mia, 1) and None,
        )
        assert sum(isinstance(one, Refusal) for one in results) == 1, results
        planned = select(func.count()).where(CircleMeeting.circle_id == circle_id)
        assert written(fresh_app, lambda found=planned: db.session.scalar(found)) == 1


def test_nobody_gets_round_the_number_of_promises_by_making_them_at_once(fresh_app, trio):
    circle_id = written(fresh_app, lambda: new_circle(trio))
    for _number in range(MOST_OPEN_PROMISES - 1):
        written(fresh_app, lambda: promise(person(trio[0]), queries.by_id(circle_id)).id)
    made = at_once(fresh_app, *(lambda: promise(person(trio[0]), queries.by_id(circle_id)).id for _twice in range(2)))
    assert sum(isinstance(one, Refusal) for one in made) == 1, made
    counted = select(func.count()).select_from(CirclePromise)
    assert written(fresh_app, lambda: db.session.scalar(counted)) == MOST_OPEN_PROMISES
