"""The only source of time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_pretended: ContextVar[datetime | None] = ContextVar("pretended", default=None)


def now() -> datetime:
    """This instant, aware, in UTC."""
    return _pretended.get() or datetime.now(UTC)


def today(zone: str = "UTC") -> date:
    """The date on the calendar of somebody in `zone` (an IANA name)."""
    return now().astimezone(ZoneInfo(zone)).date()


@contextmanager
def pretend(instant: datetime) -> Iterator[None]:
    """Let it be another time inside: the demo community has a past, and its actions happened then."""
    token = _pretended.set(instant)
    try:
        yield
    finally:
        _pretended.reset(token)
