"""What calendars are told about a catch-up: when, for how long, with whom. No words, no place, nobody else's address."""

from datetime import datetime

from flask import url_for

from community.accounts.models import Person
from community.catchups.models import CatchUp
from community.core.calendar import CalendarEvent, Method, Party
from community.core.calendar import invitation as as_calendar
from community.core.language import gettext as _
from community.core.mail import CalendarPart
from community.core.settings import current


def invitation(catchup: CatchUp, person: Person, *, sequence: int, starts_at: datetime) -> CalendarPart:
    """The REQUEST for one of the two, in their zone."""
    return _part("REQUEST", catchup, person, sequence, starts_at)


def cancellation(catchup: CatchUp, person: Person, *, sequence: int, starts_at: datetime) -> CalendarPart:
    """The CANCEL for one of the two: the same UID, a higher sequence."""
    return _part("CANCEL", catchup, person, sequence, starts_at)


def _part(method: Method, catchup: CatchUp, person: Person, sequence: int, starts_at: datetime) -> CalendarPart:
    other = catchup.other(person.id)
    settings = current()
    url = url_for("catchups.show", catchup=catchup.public_id, _external=True)
    event = CalendarEvent(
        uid=catchup.uid,
        sequence=sequence,
        starts_at=starts_at,
        minutes=catchup.minutes,
        summary=_("Catch-up with %(name)s", name=other.name),
        # The community invites: an address of one of the two would tell it to the other.
        organizer=Party(settings.community_name, settings.mail_sender),
        # Each finds their own address in it, as calendar programs demand, and the other's name alone.
        attendees=(Party(person.name, person.email), Party(other.name)),
        description=_("To move or cancel it: %(url)s", url=url),
        url=url,
    )
    return CalendarPart(method, as_calendar(event, method, zone=person.time_zone))
