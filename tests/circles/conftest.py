"""What tests of circles begin with: a clock they can move, and a circle."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from tests.circles.making import NOON

NOW = datetime(2026, 10, 20, 8, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The clock stands at NOW until the test moves it."""
    with time_machine.travel(NOW, tick=False) as coordinates:
        yield coordinates


@pytest.fixture
def hour() -> Iterator[time_machine.Traveller]:
    """The clock stands at NOON, for tests of days and of what is due on them."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def circle(world, make):
    """Ana's circle with Mia and Pau, which is not listed."""
    return make.circle(world.ana, world.mia, world.pau, is_listed=False).circle
