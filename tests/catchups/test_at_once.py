"""Two people at the same moment, in real transactions on real connections: one consistent end, and a kind word for the second."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from community.accounts.models import Availability, Person
from community.catchups import actions, queries
from community.catchups.models import CatchUp
from community.core import clock as core_clock
from community.core.errors import Conflict
from community.core.extensions import db
from tests.at_once import at_once, written
from tests.make import Make

ROUNDS = 6


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """These threads live in real time."""
    yield None


def soon(days: int = 7):
    return core_clock.now().replace(microsecond=0) + timedelta(days=days)


@pytest.fixture
def pair(fresh_app):
    """The ids of two members who share a past."""

    def meet() -> tuple[int, int]:
        ana = Make().person(name="Ana")
        return ana.id, Make().acquaintance(of=ana, name="Ben").id

    return written(fresh_app, meet)


def step(action: Callable[..., object], person_id: int, catchup_id: int, **values: object) -> Callable[[], object]:
    return lambda: action(db.session.get(Person, person_id), queries.by_id(catchup_id), **values)


def ask(asker_id: int, asked_id: int, start) -> int:
    asker, person = db.session.get(Person, asker_id), db.session.get(Person, asked_id)
    return actions.ask(asker, person, kind="call", mode="remote", minutes=15, times=[start]).id


def acquaintances(of_id: int, many: int) -> list[int]:
    of = db.session.get(Person, of_id)
    return [Make().acquaintance(of=of).id for _number in range(many)]


STEPS = {
    "accept": lambda ana, ben, start: (actions.accept, ben, {"starts_at": start}),
    "propose": lambda ana, ben, start: (actions.propose, ben, {"times": [start + timedelta(days=1)]}),
    "not now": lambda ana, ben, start: (actions.say_not_now, ben, {}),
    "withdraw": lambda ana, ben, start: (actions.withdraw, ana, {}),
}
PAIRS = [(one, other) for number, one in enumerate(STEPS) for other in list(STEPS)[number:]]
# Here both may go through, one after the other: proposed, then withdrawn; accepted, then asked to move it.
BOTH_FIT = {("accept", "propose"), ("propose", "not now"), ("propose", "withdraw")}


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_two_answers_at_once_end_in_one_state(one, other, fresh_app, pair):
    ana, ben = pair
    start = soon()
    for _round in range(ROUNDS):
        catchup_id = written(fresh_app, lambda: ask(ana, ben, start))
        works = []
        for name in (one, other):
            action, person, values = STEPS[name](ana, ben, start)
            works.append(step(action, person, catchup_id, **values))
        results = at_once(fresh_app, *works)
        done = [result for result in results if isinstance(result, CatchUp)]
        refused = [result for result in results if isinstance(result, Conflict)]
        assert len(done) + len(refused) == 2, results
        assert len(done) == 1 or (one, other) in BOTH_FIT, results

        def look(catchup_id=catchup_id):
            catchup = queries.by_id(catchup_id)
            state = catchup.state, catchup.round, len(catchup.times), catchup.turn_id
            if catchup.state == "asked":
                actions.withdraw(db.session.get(Person, ana), catchup)
            elif catchup.state == "agreed":
                actions.cancel(db.session.get(Person, ana), catchup)
            return state

        state, round_, times, turn = written(fresh_app, look)
        assert times == round_
        assert (turn is None) == (state != "asked" and not (state == "agreed" and round_ == 2))


def test_cancelling_twice_at_once_counts_once(fresh_app, pair):
    ana, ben = pair
    start = soon()
    catchup_id = written(fresh_app, lambda: ask(ana, ben, start))
    written(fresh_app, step(actions.accept, ben, catchup_id, starts_at=start))
    results = at_once(fresh_app, step(actions.cancel, ana, catchup_id), step(actions.cancel, ben, catchup_id))
    assert sorted(type(result).__name__ for result in results) == ["CatchUp", "Conflict"]
    assert written(fresh_app, lambda: queries.by_id(catchup_id).sequence) == 1


def test_two_requests_between_two_people_at_once_become_one(fresh_app, pair):
    ana, ben = pair
    start = soon()
    results = at_once(
        fresh_app, lambda: ask(ana, ben, start), lambda: ask(ben, ana, start), lambda: ask(ana, ben, start)
    )
    assert sum(isinstance(result, int) for result in results) == 1, results
    assert sum(isinstance(result, Conflict) for result in results) == 2, results


def test_the_limit_of_open_requests_holds_at_once(fresh_app, pair):
    ana, _ben = pair
    start = soon()
    others = written(fresh_app, lambda: acquaintances(ana, 8))
    results = at_once(fresh_app, *(lambda other=other: ask(ana, other, start) for other in others))
    assert sum(isinstance(result, int) for result in results) == 5, results
    assert sum(isinstance(result, Conflict) for result in results) == 3, results


def test_the_monthly_number_of_the_asked_holds_at_once(fresh_app, pair):
    ana, _ben = pair
    start = soon()

    def set_up():
        db.session.add(Availability(person_id=ana, catchups_per_month=2))
        return [Make().person().id for _number in range(6)]

    others = written(fresh_app, set_up)
    results = at_once(fresh_app, *(lambda other=other: ask(other, ana, start) for other in others))
    assert sum(isinstance(result, int) for result in results) == 2, results
    assert sum(isinstance(result, Conflict) for result in results) == 4, results


def test_three_strangers_a_day_hold_at_once(fresh_app, pair):
    ana, _ben = pair
    start = soon()
    others = written(fresh_app, lambda: [Make().person().id for _number in range(6)])
    results = at_once(fresh_app, *(lambda other=other: ask(ana, other, start) for other in others))
    assert sum(isinstance(result, int) for result in results) == 3, results
    assert sum(isinstance(result, Conflict) for result in results) == 3, results


def answer(person_id: int, catchup_id: int, start, said: str) -> Callable[[], object]:
    return step(actions.answer, person_id, catchup_id, answers={start: said})


@pytest.mark.parametrize("second", ["yes", "if_need_be"])
def test_two_answers_to_the_times_at_once_are_one(second, fresh_app, pair):
    ana, ben = pair
    start = soon()
    for _round in range(ROUNDS):
        catchup_id = written(fresh_app, lambda: ask(ana, ben, start))
        results = at_once(fresh_app, answer(ben, catchup_id, start, "yes"), answer(ben, catchup_id, start, second))
        assert sorted(type(result).__name__ for result in results) == ["CatchUp", "Conflict"], results

        def look(catchup_id=catchup_id):
            catchup = queries.by_id(catchup_id)
            state, turn = catchup.state, catchup.turn_id
            actions.end_between(ana, ben)
            return state, turn

        assert written(fresh_app, look) in {("agreed", None), ("asked", ana)}


def test_an_answer_and_the_lapse_at_once_end_in_one_state(fresh_app, pair):
    ana, ben = pair
    start = soon(30)
    late = core_clock.now() + timedelta(days=15)
    for _round in range(ROUNDS):
        catchup_id = written(fresh_app, lambda: ask(ana, ben, start))
        results = at_once(
            fresh_app,
            step(actions.accept, ben, catchup_id, starts_at=start),
            lambda catchup_id=catchup_id: actions.lapse(catchup_id, late),
        )

        def look(catchup_id=catchup_id):
            state = queries.by_id(catchup_id).state
            actions.end_between(ana, ben)
            return state

        accepted, lapsed = results
        assert written(fresh_app, look) == ("lapsed" if lapsed is True else "agreed")
        assert isinstance(accepted, Conflict if lapsed is True else CatchUp), results


def test_a_mistake_and_a_second_yes_at_once_end_in_one_state(fresh_app, pair):
    ana, ben = pair
    for _round in range(4):  # as many as somebody gives in a month

        def meet():
            catchup = queries.by_id(ask(ana, ben, soon()))
            actions.accept(db.session.get(Person, ben), catchup, starts_at=catchup.times[0].starts_at)
            catchup.starts_at = core_clock.now() - timedelta(hours=2)
            catchup.ends_at = core_clock.now() - timedelta(hours=1)
            db.session.flush()
            actions.tell(db.session.get(Person, ana), catchup, met=True)
            return catchup.id

        catchup_id = written(fresh_app, meet)
        results = at_once(
            fresh_app, step(actions.correct, ana, catchup_id), step(actions.tell, ben, catchup_id, met=True)
        )
        assert isinstance(results[1], CatchUp), results
        state = written(fresh_app, lambda catchup_id=catchup_id: queries.by_id(catchup_id).state)
        assert state == "happened", "somebody still says so"
