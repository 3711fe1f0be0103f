"""Changing meetings that are planned: another time for one, or for one and all that follow; or that they do not take place.

To calendars one meeting of a series that is moved or cancelled is an exception to its rule. "This and all that follow"
ends the rule there; what follows becomes a series of its own, with a new UID. The meetings themselves stay the same rows,
with their agenda and who leads them. The rows of a series are always exactly those its rule makes, in its order.
"""

from collections.abc import Sequence
from datetime import datetime

from community.accounts.models import Person
from community.circles import queries
from community.circles.actions.meeting_steps import (
    check_time,
    checked_place,
    held_meeting,
    new_series,
    new_uid,
    reminder_for,
    rule_from,
)
from community.circles.models import CANCELLED, CircleMeeting, MeetingSeries
from community.circles.permissions import CHANGE_MEETING
from community.core import clock
from community.core.extensions import db
from community.core.outbox import publish
from community.core.recurrence import Rule
from community.events import MeetingCancelled, MeetingMoved, MeetingSeriesChanged


def change_meeting(
    actor: Person, meeting: CircleMeeting, *, starts_at: datetime, minutes: int, place: str, following: bool = False
) -> CircleMeeting:
    """Another time, length or place for one meeting; with `following` for it and all that come after it in its series.

    Whoever had answered for a meeting that is at another time now is asked anew; single ones among those that follow which
    had been moved follow the rule again, cancelled ones stay cancelled. Refuses: Conflict for what has begun or is
    cancelled; Invalid as planning does. Publishes MeetingMoved, or MeetingSeriesChanged for each series that changes;
    nothing when only the place is another (and those that follow do not follow one that had been moved by itself).
    """
    meeting = held_meeting(actor, meeting, CHANGE_MEETING)
    starts_at = check_time(starts_at, minutes)
    series = meeting.series if following else None
    rows = _from(meeting) if series is not None else [meeting]
    for row in rows:
        row.place = checked_place(place)
    db.session.flush()
    as_it_was = (starts_at, minutes) == (meeting.starts_at, meeting.minutes)
    if as_it_was and not (
        following and meeting.differs
    ):  # those that follow may follow one that had been moved by itself
        return meeting
    if series is not None:
        _change_rule(actor, series, rows, rule_from(starts_at, series.zone, series.rhythm, len(rows)), minutes)
    else:
        _move(meeting, starts_at, minutes)
        publish(MeetingMoved(meeting.id, _next_sequence(meeting), actor.id))
    return meeting


def cancel_meeting(actor: Person, meeting: CircleMeeting, *, following: bool = False) -> CircleMeeting:
    """One meeting does not take place; with `following` neither do those that come after it in its series.

    Refuses (Conflict) what has begun or is cancelled already. Publishes MeetingCancelled or MeetingSeriesChanged.
    """
    meeting = held_meeting(actor, meeting, CHANGE_MEETING)
    if following and meeting.series is not None:
        _cut(meeting.series, _from(meeting), actor.id)
    else:
        _cancel_one(meeting, actor.id)
    return meeting


def cancel_meetings_ahead(circle_id: int) -> None:
    """Nothing that is planned takes place: the circle has ended. Publishes what cancelling each would."""
    if queries.locked(circle_id) is None:
        return
    for meeting in queries.meetings_ahead(circle_id):
        rows = _not_begun(meeting.series_id) if meeting.series is not None else []
        if rows and meeting.series is not None:
            _cut(meeting.series, rows, None)
        if not meeting.is_cancelled:
            _cancel_one(meeting, None)


# --- one --------------------------------------------------------------------------------------------------------


def _move(meeting: CircleMeeting, starts_at: datetime, minutes: int) -> None:
    if starts_at != meeting.starts_at:
        for answer in queries.answers_to(meeting.id):
            answer.answer, answer.reason, answer.reason_for = None, None, []
    meeting.starts_at, meeting.minutes = starts_at, minutes
    meeting.remind_at = reminder_for(starts_at)


def _cancel_one(meeting: CircleMeeting, by_id: int | None) -> None:
    meeting.state, meeting.remind_at = CANCELLED, None
    publish(MeetingCancelled(meeting.id, _next_sequence(meeting), by_id))


def _next_sequence(meeting: CircleMeeting) -> int:
    """The meeting's entry in calendars has changed: a number higher than any its UID has had."""
    if meeting.series is not None:
        meeting.series.sequence += 1
        meeting.sequence = meeting.series.sequence
    else:
        meeting.sequence += 1
    db.session.flush()
    return meeting.sequence


# --- this and all that follow -----------------------------------------------------------------------------------


def _from(meeting: CircleMeeting) -> list[CircleMeeting]:
    """The meeting and those its rule puts after it."""
    assert meeting.series_id is not None and meeting.series_at is not None
    rows = queries.series_meetings(meeting.series_id)
    return rows[rows.index(meeting) :]


def _not_begun(series_id: int | None) -> list[CircleMeeting]:
    """What its rule puts after the last one of a series that has taken place."""
    now, rows = clock.now(), queries.series_meetings(series_id)
    begun = [number for number, row in enumerate(rows) if row.has_begun(now)]
    return rows[begun[-1] + 1 if begun else 0 :]


def _change_rule(actor: Person, series: MeetingSeries, rows: Sequence[CircleMeeting], rule: Rule, minutes: int) -> None:
    kept = series.length - len(rows)
    if kept:
        series.length = kept
        _ruled_anew(series, actor.id)
        series = new_series(series.circle_id, rule, minutes)
        publish(MeetingSeriesChanged(series.id, series.sequence, actor.id))
    else:
        series.begins_at, series.minutes = rule.begins_at, minutes
        _ruled_anew(series, actor.id)
    now = clock.now()
    for row, at in zip(rows, rule.moments(), strict=True):
        row.series, row.uid, row.series_at, row.sequence = series, series.uid, at, series.sequence
        if row.lies_ahead(now):
            _move(row, at, minutes)
    db.session.flush()


def _cut(series: MeetingSeries, rows: Sequence[CircleMeeting], by_id: int | None) -> None:
    """The rule ends before these; they belong to it no more."""
    series.length -= len(rows)
    now = clock.now()
    for row in rows:
        if row.lies_ahead(now):
            row.state, row.remind_at = CANCELLED, None
        # With a UID of its own no word about it can touch what is left of the series.
        row.series, row.series_at, row.uid, row.sequence = None, None, new_uid(), 0
    _ruled_anew(series, by_id)


def _ruled_anew(series: MeetingSeries, by_id: int | None) -> None:
    series.sequence += 1
    series.ruled_at = series.sequence
    db.session.flush()
    publish(MeetingSeriesChanged(series.id, series.sequence, by_id))
