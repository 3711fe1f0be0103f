"""What a member's own calendar shows of the meetings of their circles: the same as the invitations by mail say, and as little.

Same UID and number (SEQUENCE) as in calendar.py, so that no calendar takes the two for different meetings.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from flask import url_for

from community.accounts.models import Person
from community.circles.meeting_words import rule_of
from community.circles.models import Circle, CircleMeeting, MeetingSeries
from community.circles.queries.calendar import in_calendar
from community.circles.wording import named
from community.core.calendar import CalendarEvent, Occurrence
from community.core.calendar_feed import CalendarSeries, Entry
from community.core.language import gettext as _


def entries(person: Person, since: datetime, until: datetime) -> list[Entry]:
    """Single meetings, and each series as a whole."""
    meetings = in_calendar(person, since, until)
    found: list[Entry] = [_single(one) for one in meetings if one.series is None and not one.is_cancelled]
    of_series = sorted((one for one in meetings if one.series_id is not None), key=lambda one: one.series_id or 0)
    for _series_id, group in groupby(of_series, key=lambda one: one.series_id):
        rows = list(group)
        series = rows[0].series
        if series is not None and not series.is_off and not all(one.is_cancelled for one in rows):
            found.append(_series(series, rows))
    return found


def _single(meeting: CircleMeeting) -> CalendarEvent:
    url = url_for("circles.meeting", meeting=meeting.public_id, _external=True)
    return _event(meeting.circle, meeting, meeting.starts_at, url)


def _series(series: MeetingSeries, rows: Sequence[CircleMeeting]) -> CalendarSeries:
    """`rows`: what the reader may see of it. What the rule makes beside is cancelled or not theirs: it is left out."""
    circle, rule = rows[0].circle, rule_of(series)
    url = url_for("circles.meetings", circle=circle.public_id, _external=True)
    takes_place = {one.series_at: one for one in rows if not one.is_cancelled and one.series_at is not None}
    return CalendarSeries(
        event=_event(circle, series, series.begins_at, url),
        rule=rule,
        without=tuple(moment for moment in rule.moments() if moment not in takes_place),
        moved=tuple(Occurrence(at, one.starts_at, one.minutes) for at, one in takes_place.items() if one.differs),
    )


def _event(circle: Circle, known: CircleMeeting | MeetingSeries, starts_at: datetime, url: str) -> CalendarEvent:
    return CalendarEvent(
        uid=known.uid,
        sequence=known.sequence,
        starts_at=starts_at,
        minutes=known.minutes,
        summary=_("Meeting of %(circle)s", circle=named(circle)),
        description=_("Where it is and what it is about: %(url)s", url=url),
        url=url,
        changed_at=known.created_at,
    )
