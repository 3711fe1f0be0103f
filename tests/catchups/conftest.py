"""A morning in October 2026, and catch-ups in every state, made through the actions."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from community.accounts.models import Person
from community.catchups import actions
from community.catchups.models import CatchUp

NOW = datetime(2026, 10, 20, 8, 0, tzinfo=UTC)
FIRST = datetime(2026, 11, 3, 15, 0, tzinfo=UTC)
SECOND = datetime(2026, 11, 4, 9, 30, tzinfo=UTC)
LATER = datetime(2026, 11, 10, 15, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """The clock stands at NOW until the test moves it."""
    with time_machine.travel(NOW, tick=False) as coordinates:
        yield coordinates


Asking = Callable[..., CatchUp]


@pytest.fixture
def asked(db) -> Asking:
    """asked(asker, person) has just asked; by default for a coffee at FIRST or SECOND."""

    def ask(asker: Person, person: Person, **values: object) -> CatchUp:
        wishes = {"kind": "coffee", "mode": "remote", "minutes": 30, "times": [FIRST, SECOND]}
        catchup = actions.ask(asker, person, **(wishes | values))
        db.flush()
        return catchup

    return ask


@pytest.fixture
def agreed(db, asked: Asking) -> Asking:
    """agreed(asker, person) will meet at FIRST."""

    def agree(asker: Person, person: Person, **values: object) -> CatchUp:
        catchup = asked(asker, person, **values)
        actions.accept(person, catchup, starts_at=FIRST)
        return catchup

    return agree


@pytest.fixture
def over(agreed: Asking, clock) -> Asking:
    """over(asker, person) had agreed on FIRST, which was an hour ago."""

    def pass_time(asker: Person, person: Person, **values: object) -> CatchUp:
        clock.move_to(NOW)
        catchup = agreed(asker, person, **values)
        clock.move_to(FIRST + timedelta(hours=2))
        return catchup

    return pass_time
