"""A Tuesday morning in October 2026, and what the tests of ties do again and again."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from community.accounts.models import Person
from community.core import clock as core_clock
from community.ties import actions, queries
from community.ties.clock import state
from community.ties.models import Tie, TieSide

NOW = datetime(2026, 10, 20, 8, 0, tzinfo=UTC)
TODAY = date(2026, 10, 20)
LONG_SINCE = date(2026, 1, 10)
SHOWN = ("person_id", "last_on", "is_due", "due_until", "reminded_for")


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """The clock stands at NOW until the test moves it."""
    with time_machine.travel(NOW, tick=False) as coordinates:
        yield coordinates


@pytest.fixture
def week(worker, clock) -> Callable[..., None]:
    """week() passes: every day the ties whose day it is are looked at. week(2): two of them."""

    def pass_days(weeks: int = 1) -> None:
        start = core_clock.now()
        for days in range(1, 7 * weeks + 1):
            clock.move_to(start + timedelta(days=days))
            worker.job("ties.look")
            worker.drain()

    return pass_days


@pytest.fixture
def reads(db) -> Callable[[Person, Person], str]:
    """reads(ana, mia): the state of their tie as Ana reads it."""

    def state_of(person: Person, other: Person) -> str:
        db.flush()
        db.expire_all()
        side = queries.between(person.id, other.id)
        assert side is not None
        return state(side, core_clock.today(person.time_zone))

    return state_of


@pytest.fixture
def row(db) -> Callable[[TieSide], tuple[object, ...]]:
    """row(side): everything the clock keeps of the tie, freshly read."""

    def read(side: TieSide) -> tuple[object, ...]:
        db.flush()
        kept = db.execute(
            select(Tie.last_on, Tie.settled_on, Tie.found_on, Tie.look_on, *(getattr(TieSide, name) for name in SHOWN))
            .join(TieSide, TieSide.tie_id == Tie.id)
            .where(Tie.id == side.tie_id)
            .order_by(TieSide.person_id)
        )
        return tuple(tuple(one) for one in kept)

    return read


def wish(person: Person, other: Person, rhythm_weeks: int | None, **values: object) -> None:
    """One of the two says how often."""
    side = queries.between(person.id, other.id)
    assert side is not None
    actions.set_wishes(person, side, rhythm_weeks=rhythm_weeks, **values)
