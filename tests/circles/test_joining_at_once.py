"""Several at one circle's door at the same moment, in real transactions on real connections: never more in than there are places."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from community.accounts.models import Person
from community.circles import actions, queries
from community.circles.models import ASKED, IN, INVITED, OFFERED, WAITING, Circle, CircleMember
from community.core import clock
from community.core.errors import Conflict
from community.core.extensions import db
from tests.at_once import at_once, written
from tests.make import Make

TWELVE = 12


def person(person_id: int) -> Person:
    return db.session.get_one(Person, person_id)


def circle(circle_id: int) -> Circle:
    found = queries.by_id(circle_id)
    assert found is not None
    return found


def place(circle_id: int, person_id: int) -> CircleMember:
    found = queries.seat_by_ids(circle_id, person_id)
    assert found is not None
    return found


@pytest.fixture
def crowd(fresh_app):
    """crowd(joining=…): the facilitator's id, a circle of five with four free places, and the ids of twelve who would like one."""

    def gather(**values) -> tuple[int, int, list[int]]:
        def build():
            make = Make()
            seat = make.circle(make.person(), **{"size": 5, "joining": "open", **values})
            return seat.person_id, seat.circle_id, [make.person().id for _ in range(TWELVE)]

        return written(fresh_app, build)

    return gather


def standing(app, circle_id: int) -> tuple[int, dict[str, int]]:
    """What the circle counts as taken, and how many rows there are in each state."""

    def count():
        rows = select(CircleMember.state, func.count()).where(CircleMember.circle_id == circle_id)
        return circle(circle_id).taken, dict(db.session.execute(rows.group_by(CircleMember.state)).all())

    return written(app, count)


def refused(results: list[object]) -> int:
    unexpected = [one for one in results if isinstance(one, Exception) and not isinstance(one, Conflict)]
    assert not unexpected, unexpected
    return sum(isinstance(one, Conflict) for one in results)


def test_of_twelve_who_join_at_once_four_come_into_four_places(fresh_app, crowd):
    _facilitator, circle_id, people = crowd()
    results = at_once(
        fresh_app, *(lambda who=who: actions.join(person(who), circle(circle_id)).id for who in people)
    )  # fmt: skip
    assert refused(results) == 8
    assert standing(fresh_app, circle_id) == (5, {IN: 5})


def test_of_twelve_invited_who_say_yes_at_once_four_come_in_and_eight_wait(fresh_app, crowd):
    facilitator, circle_id, people = crowd()

    def invite():
        for who in people:
            actions.invite(person(facilitator), place(circle_id, facilitator), person(who))

    written(fresh_app, invite)
    answers = (
        lambda who=who: actions.answer_place(person(who), place(circle_id, who), wants=True).id for who in people
    )  # fmt: skip
    assert refused(at_once(fresh_app, *answers)) == 0
    assert standing(fresh_app, circle_id) == (5, {IN: 5, WAITING: 8})


def test_requests_accepted_while_others_are_invited_and_say_yes_fill_no_more_than_the_places(fresh_app, crowd):
    facilitator, circle_id, people = crowd(joining="on_request")
    asking, invited = people[:6], people[6:]

    def gather():
        for who in asking:
            actions.ask(person(who), circle(circle_id), words="May I?")
        for who in invited:
            actions.invite(person(facilitator), place(circle_id, facilitator), person(who))

    written(fresh_app, gather)
    works = [
        lambda who=who: actions.answer_request(person(facilitator), place(circle_id, who), wants=True).id
        for who in asking
    ] + [lambda who=who: actions.answer_place(person(who), place(circle_id, who), wants=True).id for who in invited]
    assert refused(at_once(fresh_app, *works)) == 0
    assert standing(fresh_app, circle_id) == (5, {IN: 5, WAITING: 8})


def test_one_person_in_four_windows_takes_one_place(fresh_app, crowd):
    _facilitator, circle_id, people = crowd()
    results = at_once(
        fresh_app, *(lambda: actions.join(person(people[0]), circle(circle_id)).id for _ in range(4))
    )  # fmt: skip
    assert refused(results) == 3
    assert standing(fresh_app, circle_id) == (2, {IN: 2})


def test_a_request_answered_twice_at_once_takes_one_place(fresh_app, crowd):
    facilitator, circle_id, people = crowd(joining="on_request")
    written(fresh_app, lambda: actions.ask(person(people[0]), circle(circle_id), words="May I?").id)
    yes = lambda: actions.answer_request(person(facilitator), place(circle_id, people[0]), wants=True).id  # noqa: E731
    assert refused(at_once(fresh_app, yes, yes, yes)) == 2
    assert standing(fresh_app, circle_id) == (2, {IN: 2})


def test_a_place_that_is_free_while_others_join_is_kept_once(fresh_app, crowd):
    """A member leaves, four others want in, and two wait already: whoever gets it, there are never six."""
    _facilitator, circle_id, people = crowd()
    inside, waiting, rest = people[:4], people[4:6], people[6:10]

    def fill():
        for who in inside:
            actions.join(person(who), circle(circle_id))
        for who in waiting:
            actions.wait(person(who), circle(circle_id))

    written(fresh_app, fill)
    works = [lambda: actions.leave(person(inside[0]), place(circle_id, inside[0]))]
    works += [lambda: actions.keep_free_places(circle_id)] * 2
    works += [lambda who=who: actions.join(person(who), circle(circle_id)).id for who in rest]
    assert refused(at_once(fresh_app, *works)) == 4, "nobody overtakes who waits"
    written(fresh_app, lambda: actions.keep_free_places(circle_id))
    taken, rows = standing(fresh_app, circle_id)
    assert (taken, rows[IN], rows[OFFERED], rows[WAITING]) == (5, 4, 1, 1)


def test_a_kept_place_is_taken_or_passed_on_but_never_both(fresh_app, crowd):
    _facilitator, circle_id, people = crowd()
    inside, one, other = people[:4], people[4], people[5]

    def fill():
        for who in inside:
            actions.join(person(who), circle(circle_id))
        for who in (one, other):
            actions.wait(person(who), circle(circle_id))
        actions.leave(person(inside[0]), place(circle_id, inside[0]))
        actions.keep_free_places(circle_id)
        over = update(CircleMember).where(CircleMember.person_id == one)
        db.session.execute(over.values(kept_until=clock.now() - timedelta(minutes=1)))
        return place(circle_id, one).id

    member_id = written(fresh_app, fill)

    def take():
        kept = queries.seat_by_ids(circle_id, one)
        if kept is None:  # passed on before anybody looked
            raise Conflict
        return actions.answer_place(person(one), kept, wants=True).id

    results = at_once(fresh_app, take, lambda: actions.end_kept_place(member_id))
    assert refused(results) <= 1
    taken, rows = standing(fresh_app, circle_id)
    came_in = not isinstance(results[0], Conflict)
    assert taken == 5
    assert rows == ({IN: 5, WAITING: 1, "left": 1} if came_in else {IN: 4, OFFERED: 1, "left": 1})


def test_ten_requests_stay_ten_in_four_windows(fresh_app):
    def build():
        make = Make()
        asker = make.person()
        circles = [make.circle(make.person()).circle for _ in range(13)]
        for one in circles[:9]:
            actions.ask(asker, one, words="May I?")
        return asker.id, [one.id for one in circles[9:]]

    asker, circles = written(fresh_app, build)
    results = at_once(
        fresh_app, *(lambda one=one: actions.ask(person(asker), circle(one), words="May I?").id for one in circles)
    )  # fmt: skip
    assert refused(results) == 3
    asked = select(func.count()).where(CircleMember.person_id == asker, CircleMember.state == ASKED)
    assert written(fresh_app, lambda: db.session.scalar(asked)) == 10


def test_two_who_are_parted_by_a_block_do_not_come_in_together(fresh_app, crowd):
    _facilitator, circle_id, people = crowd()
    one, other = people[:2]
    written(fresh_app, lambda: Make().block(person(one), person(other)).blocker_id)
    results = at_once(
        fresh_app, *(lambda who=who: actions.join(person(who), circle(circle_id)).id for who in (one, other))
    )  # fmt: skip
    assert refused(results) == 1
    assert standing(fresh_app, circle_id) == (2, {IN: 2})


def test_three_circles_a_week_stay_three_in_five_windows(fresh_app):
    founder = written(fresh_app, lambda: Make().person().id)
    start = lambda: actions.start(person(founder), name="Tides", purpose="The sea.").id  # noqa: E731
    assert refused(at_once(fresh_app, *[start] * 5)) == 2


def test_an_invitation_answered_yes_and_no_at_once_has_one_answer(fresh_app, crowd):
    facilitator, circle_id, people = crowd()
    who = people[0]
    written(
        fresh_app,
        lambda: actions.invite(person(facilitator), place(circle_id, facilitator), person(who)).id,
    )
    results = at_once(
        fresh_app,
        lambda: actions.answer_place(person(who), place(circle_id, who), wants=True).id,
        lambda: actions.answer_place(person(who), place(circle_id, who), wants=False).id,
    )
    assert refused(results) == 1
    taken, rows = standing(fresh_app, circle_id)
    assert taken == rows[IN] and INVITED not in rows
