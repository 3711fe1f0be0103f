"""Several members at the same moment, in real transactions: one facilitator or an open question, never an orphan."""

import pytest

from community.accounts.models import Person
from community.circles import actions, queries
from community.circles.models import PARTS
from community.core.errors import Refusal
from community.core.extensions import db
from tests.at_once import at_once, written
from tests.make import Make

ROUNDS = 3


@pytest.fixture
def crew(fresh_app):
    """The ids of four people."""
    make = Make()
    return written(fresh_app, lambda: tuple(make.person(name=name).id for name in ("Ana", "Pau", "Mia", "Lin")))


def person(person_id: int) -> Person:
    return db.session.get_one(Person, person_id)


def a_circle(app, crew, **values) -> int:
    def build():
        facilitator, *others = (person(one) for one in crew)
        circle = Make().circle(facilitator, *others).circle
        for name, value in values.items():
            setattr(circle, name, value)
        return circle.id

    return written(app, build)


def by(action, person_id: int, circle_id: int, **values):
    return lambda: action(person(person_id), queries.seat_by_ids(circle_id, person_id), **values)


def as_it_is(app, circle_id: int):
    def look():
        circle = queries.by_id(circle_id)
        return circle.facilitator_id, circle.stand_in_id, circle.taken, circle.state

    return written(app, look)


def test_of_those_who_say_yes_at_once_one_takes_it(fresh_app, crew):
    for _ in range(ROUNDS):
        circle_id = a_circle(fresh_app, crew, facilitator_id=None)
        results = at_once(fresh_app, *(by(actions.take_over, one, circle_id) for one in crew))
        assert sum(result is None for result in results) == 1
        assert all(isinstance(result, Refusal) for result in results if result is not None)
        assert as_it_is(fresh_app, circle_id)[0] == crew[results.index(None)]


def test_a_facilitator_and_the_stand_in_who_leave_at_once_leave_no_orphan_behind(fresh_app, crew):
    for _ in range(ROUNDS):
        circle_id = a_circle(fresh_app, crew, stand_in_id=crew[1])
        at_once(fresh_app, by(actions.leave, crew[0], circle_id), by(actions.leave, crew[1], circle_id))
        assert as_it_is(fresh_app, circle_id) == (None, None, 2, "running")


def test_a_yes_and_the_leaving_of_who_asked_end_with_the_one_who_said_yes(fresh_app, crew):
    for _ in range(ROUNDS):
        circle_id = a_circle(fresh_app, crew, asked_to_facilitate_id=crew[1])
        at_once(fresh_app, by(actions.take_over, crew[1], circle_id), by(actions.leave, crew[0], circle_id))
        facilitator_id, _, taken, _ = as_it_is(fresh_app, circle_id)
        assert facilitator_id == crew[1] and taken == 3


def test_who_leaves_while_being_named_is_not_named(fresh_app, crew):
    for _ in range(ROUNDS):
        circle_id = a_circle(fresh_app, crew)

        def name(circle_id=circle_id):
            actions.name_stand_in(person(crew[0]), queries.seat_by_ids(circle_id, crew[1]))

        at_once(fresh_app, name, by(actions.leave, crew[1], circle_id))
        assert as_it_is(fresh_app, circle_id)[1:3] == (None, 3)


def test_when_all_leave_at_once_the_circle_ends(fresh_app, crew):
    for _ in range(ROUNDS):
        circle_id = a_circle(fresh_app, crew)
        results = at_once(fresh_app, *(by(actions.leave, one, circle_id) for one in crew))
        assert results == [None] * len(crew)
        assert as_it_is(fresh_app, circle_id) == (None, None, 0, "ended")


def test_two_versions_written_at_once_do_not_overwrite_each_other(fresh_app, crew):
    for _ in range(ROUNDS):
        circle_id = a_circle(fresh_app, crew, stand_in_id=crew[1])
        words = {"parts": dict.fromkeys(PARTS, "We listen."), "replaces": 1}
        results = at_once(
            fresh_app,
            by(actions.write_charter, crew[0], circle_id, **words),
            by(actions.write_charter, crew[1], circle_id, **words),
        )
        assert sum(isinstance(result, Refusal) for result in results) == 1
        assert written(fresh_app, lambda circle_id=circle_id: queries.newest_charter(circle_id).number) == 2
