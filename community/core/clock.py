"""The only source of time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """This instant, aware, in UTC."""
    return datetime.now(UTC)


def today(zone: str = "UTC") -> date:
    """The date on the calendar of somebody in `zone` (an IANA name)."""
    return now().astimezone(ZoneInfo(zone)).date()
