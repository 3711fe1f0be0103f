"""What comes again: every week, every two weeks, or every month on the same weekday, by the clock of one zone.

Pure functions on instants and IANA zone names. When the clocks change, the wall time stays. Where the clocks jump over that
wall time or show it twice, it is read as RFC 5545 says: by the clock before the jump, or the first time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import FR, MO, MONTHLY, SA, SU, TH, TU, WE, WEEKLY, rrule

from community.core.wall_time import wall

RHYTHMS = ("week", "fortnight", "month")
_WEEKDAYS = (MO, TU, WE, TH, FR, SA, SU)
LAST = -1


@dataclass(frozen=True)
class Rule:
    """`length` moments: the first is `begins_at`, the others follow in the rhythm by the clock of `zone`."""

    begins_at: datetime
    zone: str
    rhythm: str
    length: int

    @property
    def begins(self) -> datetime:
        """What the clock of the zone shows at the first one."""
        return wall(self.begins_at, self.zone)

    @property
    def week_of_month(self) -> int:
        """Which one of its weekday the first is in its month: 1 to 4, or the last (-1) of a month that has five."""
        number = (self.begins.day - 1) // 7 + 1
        return LAST if number == 5 else number

    def moments(self) -> list[datetime]:
        """Every moment (UTC), in order."""
        walls = rrule(dtstart=self.begins, count=self.length, **self._parts()) if self.length else ()
        return [moment.replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC) for moment in walls]

    def as_calendar(self) -> dict[str, Any]:
        """The parts of its RRULE."""
        if self.rhythm == "month":
            weekday = f"{self.week_of_month}{_WEEKDAYS[self.begins.weekday()]}"
            return {"freq": "MONTHLY", "byday": weekday, "count": self.length}
        weeks = {} if self.rhythm == "week" else {"interval": 2}
        return {"freq": "WEEKLY", **weeks, "count": self.length}

    def _parts(self) -> dict[str, Any]:
        if self.rhythm == "month":
            weekday = _WEEKDAYS[self.begins.weekday()]
            return {"freq": MONTHLY, "byweekday": weekday(self.week_of_month)}
        return {"freq": WEEKLY, "interval": 1 if self.rhythm == "week" else 2}
