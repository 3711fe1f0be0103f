"""Wall clocks: from what somebody reads on the clock of their zone to the one instant that is meant.

When the clocks change, some wall times do not exist and some come twice. Both are said, never guessed.
Pure functions on dates, times and IANA zone names.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class NoSuchTime(Exception):
    """The clocks jump over this wall time; `suggestion` is the same time by the clock before the jump, said after it."""

    wall: datetime
    suggestion: datetime


@dataclass(frozen=True)
class TwiceThatDay(Exception):
    """The clocks go back over this wall time: it comes twice, at the instants `first` and `second`."""

    wall: datetime
    first: datetime
    second: datetime


def instant(day: date, at: time, zone: str, which: str | None = None) -> datetime:
    """The instant (UTC) of a wall time in `zone`.

    Refuses with NoSuchTime what the clocks jump over, and with TwiceThatDay what comes twice, unless `which` says
    "first" or "second".
    """
    wall = datetime.combine(day, at)
    first, second = (wall.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return first
    # In a gap the two readings are the wrong way round: fold=0 uses the offset before the jump, which lands after it.
    if first > second:
        raise NoSuchTime(wall, first.astimezone(ZoneInfo(zone)).replace(tzinfo=None))
    if which == "first":
        return first
    if which == "second":
        return second
    raise TwiceThatDay(wall, first, second)


def wall(moment: datetime, zone: str) -> datetime:
    """What the clock in `zone` shows at an instant, without its zone."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def same_clock(moment: datetime, one: str, other: str) -> bool:
    """Whether the clocks of two zones show the same at this instant."""
    return wall(moment, one) == wall(moment, other)
