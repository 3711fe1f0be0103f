"""What calendars are told about the meetings of a circle: when and for how long. No agenda, no place, nobody else's name.

A circle that is not listed is not named either: a calendar lies open on many screens.
"""

from collections.abc import Sequence
from datetime import datetime

from flask import url_for

from community.accounts.models import Person
from community.circles.meeting_words import rule_of
from community.circles.models import Circle, CircleMeeting, MeetingSeries
from community.circles.wording import named
from community.core.calendar import CalendarEvent, Method, Occurrence, Party, series_invitation
from community.core.calendar import invitation as as_calendar
from community.core.language import gettext as _
from community.core.mail import CalendarPart
from community.core.settings import current


def invitation(circle: Circle, meeting: CircleMeeting, person: Person, method: Method = "REQUEST") -> CalendarPart:
    """One meeting, or one of a series alone; "CANCEL" takes it out again."""
    url = url_for("circles.meeting", meeting=meeting.public_id, _external=True)
    event = _event(circle, person, meeting.uid, meeting.sequence, meeting.starts_at, meeting.minutes, url)
    if meeting.series is None:
        return CalendarPart(method, as_calendar(event, method, zone=person.time_zone))
    return CalendarPart(method, as_calendar(event, method, zone=meeting.series.zone, original=meeting.series_at))


def series(
    circle: Circle, series: MeetingSeries, meetings: Sequence[CircleMeeting], person: Person, since: datetime
) -> CalendarPart:
    """A whole series as it stands, for who is a member `since` then: what was before is not theirs."""
    theirs = [one for one in meetings if not one.is_cancelled and one.ends_at > since]
    without = [one.series_at for one in meetings if one not in theirs and one.series_at is not None]
    moved = [
        Occurrence(one.series_at, one.starts_at, one.minutes)
        for one in theirs
        if one.differs and one.series_at is not None
    ]
    event = _of_series(circle, series, person)
    return CalendarPart("REQUEST", series_invitation(event, rule_of(series), without=without, moved=moved))


def series_off(circle: Circle, series: MeetingSeries, person: Person) -> CalendarPart:
    """A whole series is taken out."""
    event = _of_series(circle, series, person)
    return CalendarPart("CANCEL", as_calendar(event, "CANCEL", zone=series.zone))


def _of_series(circle: Circle, series: MeetingSeries, person: Person) -> CalendarEvent:
    url = url_for("circles.meetings", circle=circle.public_id, _external=True)
    return _event(circle, person, series.uid, series.sequence, series.begins_at, series.minutes, url)


def _event(
    circle: Circle, person: Person, uid: str, sequence: int, starts_at: datetime, minutes: int, url: str
) -> CalendarEvent:
    settings = current()
    return CalendarEvent(
        uid=uid,
        sequence=sequence,
        starts_at=starts_at,
        minutes=minutes,
        summary=_("Meeting of %(circle)s", circle=named(circle)),
        # The community invites: an address of a member would tell it to the others.
        organizer=Party(settings.community_name, settings.mail_sender),
        attendees=(Party(person.name, person.email),),
        description=_("Where it is and what it is about: %(url)s", url=url),
        url=url,
    )
