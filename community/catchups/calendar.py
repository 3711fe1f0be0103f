"""What calendars are told about a catch-up: when, for how long, with whom. No words, no place, nobody else's address."""

from dataclasses import replace
from datetime import datetime

from flask import url_for

from community.accounts.models import Person
from community.catchups import queries
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


def entries(person: Person, since: datetime, until: datetime) -> list[CalendarEvent]:
    """What a person's calendar shows by itself: what was agreed on and not called off, under the UID of the invitation."""
    found = queries.in_calendar(person, since, until)
    return [_event(catchup, person, catchup.sequence, catchup.starts_at) for catchup in found if catchup.starts_at]


def _part(method: Method, catchup: CatchUp, person: Person, sequence: int, starts_at: datetime) -> CalendarPart:
    settings = current()
    event = replace(
        _event(catchup, person, sequence, starts_at),
        # The community invites: an address of one of the two would tell it to the other.
        organizer=Party(settings.community_name, settings.mail_sender),
        # Each finds their own address in it, as calendar programs demand, and the other's name alone.
        attendees=(Party(person.name, person.email), Party(catchup.other(person.id).name)),
        changed_at=None,
    )
    return CalendarPart(method, as_calendar(event, method, zone=person.time_zone))


def _event(catchup: CatchUp, person: Person, sequence: int, starts_at: datetime) -> CalendarEvent:
    url = url_for("catchups.show", catchup=catchup.public_id, _external=True)
    return CalendarEvent(
        uid=catchup.uid,
        sequence=sequence,
        starts_at=starts_at,
        minutes=catchup.minutes,
        summary=_("Catch-up with %(name)s", name=catchup.other(person.id).name),
        description=_("To move or cancel it: %(url)s", url=url),
        url=url,
        changed_at=catchup.changed_at,
    )
