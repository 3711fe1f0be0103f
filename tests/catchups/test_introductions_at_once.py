"""Introductions at the same moment, in real transactions on real connections: one catch-up, three a day, one open per pair."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy import update as change

from community.accounts.models import Person
from community.catchups import actions, queries
from community.catchups.models import CatchUp, Introduction, IntroductionSide
from community.core import clock as core_clock
from community.core.errors import Conflict
from community.core.extensions import db
from tests.at_once import at_once, written
from tests.catchups.test_at_once import ROUNDS, clock
from tests.make import Make

__all__ = ["clock"]


@pytest.fixture
def three(fresh_app):
    """The ids of three members: who introduces, and the two."""
    return written(fresh_app, lambda: [Make().person().id for _number in range(3)])


def introduce(*ids: int) -> int:
    proposer, one, other = (db.session.get(Person, person_id) for person_id in ids)
    return Make().introduction(proposer, one, other).id


def say(introduction_id: int, person_id: int, wants: bool = True) -> bool:
    side = side_of(introduction_id, person_id)
    return bool(actions.answer_introduction(db.session.get(Person, person_id), side, wants=wants).wants)


def side_of(introduction_id: int, person_id: int) -> IntroductionSide:
    found = select(IntroductionSide).filter_by(introduction_id=introduction_id, person_id=person_id)
    return db.session.execute(found).scalar_one()


def settle(introduction_id: int) -> bool:
    return actions.settle_introduction(introduction_id, core_clock.now())


def state_of(introduction_id: int) -> tuple[str, int]:
    """How the introduction stands, and how many catch-ups there are."""
    held = queries.introduction_held(introduction_id)
    return held.state, db.session.scalar(select(func.count()).select_from(CatchUp))


def forget_everything() -> None:
    for table in (CatchUp, Introduction):
        for row in db.session.scalars(select(table)):
            db.session.delete(row)


def test_two_yeses_and_two_looks_of_the_clock_at_once_give_exactly_one_catchup(fresh_app, three):
    _proposer, one, other = three
    for _round in range(ROUNDS):
        made = written(fresh_app, lambda: introduce(*three))
        results = at_once(
            fresh_app,
            lambda made=made: say(made, one),
            lambda made=made: say(made, other),
            lambda made=made: settle(made),
            lambda made=made: settle(made),
        )
        assert results[:2] == [True, True], results
        later = at_once(fresh_app, *[lambda made=made: settle(made)] * 3)
        assert [*results[2:], *later].count(True) == 1, (results, later)
        assert written(fresh_app, lambda made=made: state_of(made)) == ("begun", 1)
        written(fresh_app, forget_everything)


def test_a_yes_and_a_no_of_the_same_person_at_once_leave_one_of_them(fresh_app, three):
    made = written(fresh_app, lambda: introduce(*three))
    at_once(fresh_app, lambda: say(made, three[1], True), lambda: say(made, three[1], False))
    assert written(fresh_app, lambda: side_of(made, three[1]).wants) in {True, False}


def test_the_last_yes_and_the_end_of_its_time_at_once_agree_with_each_other(fresh_app, three):
    """Either the yes came in time and a catch-up begins, or it is refused and everything rests."""
    _proposer, one, other = three
    for number in range(ROUNDS):
        made = written(fresh_app, lambda: introduce(*three))
        written(fresh_app, lambda made=made: say(made, one))
        ends = core_clock.now() + timedelta(milliseconds=120 + 20 * number)

        def shorten(made=made, ends=ends):
            db.session.execute(change(Introduction).where(Introduction.id == made).values(rests_at=ends))
            sides = change(IntroductionSide).where(IntroductionSide.introduction_id == made)
            db.session.execute(sides.values(shown_until=ends))

        written(fresh_app, shorten)

        def wait_and(work, ends=ends):
            while core_clock.now() < ends - timedelta(milliseconds=10):
                pass
            return work()

        yes, _settled = at_once(
            fresh_app,
            lambda made=made: wait_and(lambda: say(made, other)),
            lambda made=made: wait_and(lambda: settle(made)),
        )
        while core_clock.now() <= ends:
            pass
        written(fresh_app, lambda made=made: settle(made))
        state, catchups = written(fresh_app, lambda made=made: state_of(made))
        said = written(fresh_app, lambda made=made: side_of(made, other).wants)
        if yes is True:
            assert (state, catchups, said) == ("begun", 1, True)
        else:
            assert isinstance(yes, Conflict), yes
            assert (state, catchups, said) == ("rested", 0, None)
        written(fresh_app, forget_everything)


def test_the_monthly_number_holds_when_two_introductions_begin_at_once(fresh_app):
    def set_up():
        one, *others = [Make().person() for _number in range(4)]
        Make()._kept(queries.availability_of(one)).catchups_per_month = 1
        made = [introduce(others[-1].id, one.id, other.id) for other in others[:2]]
        for introduction_id, other in zip(made, others, strict=False):
            say(introduction_id, one.id)
            say(introduction_id, other.id)
        return made

    made = written(fresh_app, set_up)
    results = at_once(fresh_app, *(lambda each=each: settle(each) for each in made))
    assert sorted(results) == [False, True]


def test_two_introductions_of_the_same_two_at_once_tell_them_of_one(fresh_app, three):
    proposer, one, other = three
    second = written(fresh_app, lambda: Make().person().id)
    made = at_once(fresh_app, lambda: introduce(proposer, one, other), lambda: introduce(second, other, one))
    states = [written(fresh_app, lambda each=each: state_of(each)[0]) for each in made]
    assert sorted(states) == ["open", "untold"]


def test_three_a_day_hold_at_once(fresh_app, three):
    proposer = three[0]
    pairs = written(fresh_app, lambda: [(Make().person().id, Make().person().id) for _number in range(5)])
    results = at_once(fresh_app, *(lambda pair=pair: introduce(proposer, *pair) for pair in pairs))
    assert sum(isinstance(result, int) for result in results) == 3, results
    assert sum(isinstance(result, Conflict) for result in results) == 2, results
