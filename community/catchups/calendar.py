"""What calendars are told about a catch-up: when, for how long, with whom. No words, no place, nobody else's address."""

from datetime import datetime, timedelta

from flask import url_for

from community.accounts.models import Person
from community.catchups.models import CatchUp
from community.core.language import gettext as _
from community.core.mail import CalendarPart


def invitation(catchup: CatchUp, person: Person, *, sequence: int, starts_at: datetime) -> CalendarPart:
    """The REQUEST for one of the two, in their zone."""
    return _part("REQUEST", catchup, person, sequence, starts_at)


def cancellation(catchup: CatchUp, person: Person, *, sequence: int, starts_at: datetime) -> CalendarPart:
    """The CANCEL for one of the two: the same UID, a higher sequence."""
    return _part("CANCEL", catchup, person, sequence, starts_at)


def _part(method: str, catchup: CatchUp, person: Person, sequence: int, starts_at: datetime) -> CalendarPart:
    raise NotImplementedError
