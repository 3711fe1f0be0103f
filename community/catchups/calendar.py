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
    import icalendar
    from zoneinfo import ZoneInfo
    from community.core import clock
    from community.core.settings import current
    cal = icalendar.Calendar()
    cal.add("prodid", "-//x//y//"); cal.add("version", "2.0"); cal.add("method", method)
    ev = icalendar.Event()
    ev.add("uid", catchup.uid); ev.add("sequence", sequence); ev.add("dtstamp", clock.now())
    z = ZoneInfo(person.time_zone)
    ev.add("dtstart", starts_at.astimezone(z)); ev.add("dtend", (starts_at + timedelta(minutes=catchup.minutes)).astimezone(z))
    ev.add("summary", _("Catch-up with %(name)s", name=catchup.other(person.id).name))
    ev.add("organizer", "mailto:" + current().mail_sender)
    ev.add("url", url_for("catchups.show", catchup=catchup.public_id, _external=True))
    cal.add_component(ev); cal.add_missing_timezones()
    return CalendarPart(method, cal.to_ical())
