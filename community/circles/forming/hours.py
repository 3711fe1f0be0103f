"""Weeks as bits: each quarter of an hour of a week is one bit, counted from Monday 0:00 UTC.

A quarter is the step of the world's time zones, so that every zone's hours are exact. The offset is that of one moment:
circles are formed for the coming months, and who has an hour in common keeps most of it when clocks change.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

QUARTERS = 7 * 24 * 4
WHOLE_WEEK = (1 << QUARTERS) - 1
QUARTER = timedelta(minutes=15)
# Parts of a day by one's own clock, from hour to hour.
PARTS_OF_DAY = {"early": (6, 9), "morning": (9, 12), "afternoon": (12, 17), "evening": (17, 20), "late": (20, 23)}


@dataclass(frozen=True)
class Window:
    """A span of a week by somebody's own clock: weekday (0 is Monday) and minutes since its midnight; `end` may be past 24 hours."""

    weekday: int
    start: int
    end: int


def hour_codes() -> list[str]:
    """Everything somebody can say about when they have time: "0-early" to "6-late"."""
    return [f"{weekday}-{part}" for weekday in range(7) for part in PARTS_OF_DAY]


def week_of(codes: Iterable[str], zone: str, on: datetime) -> int:
    """The week of somebody who has time in these parts of their days, by the clock of their zone at that moment."""
    week = 0
    for code in codes:
        weekday, _, part = code.partition("-")
        first, last = PARTS_OF_DAY[part]
        week |= ((1 << (last - first) * 4) - 1) << (int(weekday) * 24 + first) * 4
    return turned(week, -_offset(zone, on))


def turned(week: int, quarters: int) -> int:
    """The week, later by some quarters of an hour; what falls off its end comes in at its beginning."""
    by = quarters % QUARTERS
    return (week << by | week >> QUARTERS - by) & WHOLE_WEEK


def starts_in(week: int, minutes: int) -> int:
    """When a meeting of this length can begin and end within the week's free time. Of two people's starts, those in common are both's."""
    found = week
    for quarter in range(1, -(-minutes // 15)):
        found &= turned(week, -quarter)
    return found


def windows(starts: int, minutes: int, zone: str, on: datetime) -> list[Window]:
    """The spans in which meetings can be held, by the clock of a zone, from Monday on."""
    local = turned(starts, _offset(zone, on))
    if local == WHOLE_WEEK:
        return [Window(0, 0, 7 * 24 * 60)]
    found = []
    for quarter in range(QUARTERS):
        if local >> quarter & 1 and not local >> (quarter - 1) % QUARTERS & 1:
            length = 1
            while local >> (quarter + length) % QUARTERS & 1:
                length += 1
            weekday, begin = divmod(quarter * 15, 24 * 60)
            found.append(Window(weekday, begin, begin + (length - 1) * 15 + minutes))
    return found


def _offset(zone: str, on: datetime) -> int:
    """How many quarters of an hour the zone's clock is ahead of UTC."""
    ahead = on.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
    return round(ahead / QUARTER)
