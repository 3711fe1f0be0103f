"""A clock that a test of circles can move."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

NOW = datetime(2026, 10, 20, 8, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The clock stands at NOW until the test moves it."""
    with time_machine.travel(NOW, tick=False) as coordinates:
        yield coordinates
