"""What follows from meetings: invitations, changes and cancellations for everybody's own calendar.

Each mail is about one state of one thing (`sequence`, or `ruled_at` of a series) and one membership, so that it is sent once
to whom it concerns, whichever way they come to be told of it.
"""

from typing import Any

from community.accounts.queries import person_by_id
from community.circles import actions, queries
from community.circles.models import CircleMeeting, CircleMember, MeetingSeries
from community.core import clock, mail
from community.events import (
    CharterSigned,
    CircleEnded,
    CircleLeft,
    MeetingCancelled,
    MeetingMoved,
    MeetingPlanned,
    MeetingSeriesChanged,
)


def invite_to_meeting(event: MeetingPlanned) -> None:
    """A meeting, or a series of them."""
    meeting = queries.meeting_by_id(event.meeting_id)
    if meeting is None:
        return
    for seat in _signed(meeting.circle_id):
        if meeting.series is not None:
            _series(seat, meeting.series)
        else:
            _meeting(seat, meeting)


def tell_of_the_new_time(event: MeetingMoved) -> None:
    """The same invitation, at another time."""
    meeting = queries.meeting_by_id(event.meeting_id)
    if meeting is not None and meeting.sequence == event.sequence and not meeting.is_cancelled:
        for seat in _signed(meeting.circle_id):
            _meeting(seat, meeting, moved=True)


def tell_of_cancelled(event: MeetingCancelled) -> None:
    """Every calendar forgets it."""
    meeting = queries.meeting_by_id(event.meeting_id)
    if meeting is not None and meeting.sequence == event.sequence:
        for seat in _who_knows(meeting.circle_id):
            _cancelled(seat, meeting)


def tell_of_the_new_rule(event: MeetingSeriesChanged) -> None:
    """Other times, fewer meetings, or none."""
    series = queries.series_by_id(event.series_id)
    if series is not None and series.ruled_at == event.sequence:
        for seat in _who_knows(series.circle_id):
            _series(seat, series)


def invite_the_newcomer(event: CharterSigned) -> None:
    """Whoever signs may come: what is planned goes into their calendar, as far as they have not been told of it."""
    seat = next((one for one in _signed(event.circle_id) if one.person_id == event.person_id), None)
    if seat is None:
        return
    ahead = queries.meetings_ahead(event.circle_id)
    for series in {one.series.id: one.series for one in ahead if one.series is not None}.values():
        if queries.mail_is_posted("circles.series", seat.person_id, _about_series(seat, series)):
            ahead = [one for one in ahead if one.series is not series or one.sequence > series.ruled_at]
        else:
            _series(seat, series)
            ahead = [one for one in ahead if one.series is not series]
    for meeting in ahead:
        _meeting(seat, meeting)


def clear_the_calendar(event: CircleLeft) -> None:
    """Whoever leaves leads no meeting any more, and finds them gone from their own calendar."""
    actions.give_turns_on(event.circle_id, event.person_id)
    seat = queries.seat_by_ids(event.circle_id, event.person_id)
    person = person_by_id(event.person_id)
    if seat is None or person is None or seat.is_in or not seat.signed_number:
        return
    known: set[str] = set()
    for meeting in queries.meetings_ahead(event.circle_id):
        if meeting.uid not in known:
            known.add(meeting.uid)
            about = f"meeting:{meeting.uid}:gone:{seat.since.isoformat()}"
            mail.post("circles.meetings_gone", to=person, about=about, circle_id=seat.circle_id, meeting_id=meeting.id)


def cancel_what_was_planned(event: CircleEnded) -> None:
    """A circle that has ended meets no more."""
    actions.cancel_meetings_ahead(event.circle_id)


# --- one mail ---------------------------------------------------------------------------------------------------


def _signed(circle_id: int) -> list[CircleMember]:
    now = clock.now()
    return [seat for seat in queries.members(circle_id) if seat.has_signed(seat.circle, now)]


def _who_knows(circle_id: int) -> list[CircleMember]:
    """Who has ever been told of meetings here."""
    return [seat for seat in queries.members(circle_id) if seat.signed_number]


def _meeting(seat: CircleMember, meeting: CircleMeeting, *, moved: bool = False) -> None:
    about = f"meeting:{meeting.uid}:{meeting.id}:{meeting.sequence}:{_since(seat)}"
    facts: dict[str, Any] = {"meeting_id": meeting.id, "sequence": meeting.sequence, "moved": moved}
    mail.post("circles.meeting", to=seat.person, about=about, **facts)


def _cancelled(seat: CircleMember, meeting: CircleMeeting) -> None:
    about = f"meeting:{meeting.id}:{meeting.sequence}:{_since(seat)}"
    facts: dict[str, Any] = {"meeting_id": meeting.id, "sequence": meeting.sequence}
    mail.post("circles.meeting_cancelled", to=seat.person, about=about, **facts)


def _series(seat: CircleMember, series: MeetingSeries) -> None:
    facts: dict[str, Any] = {"series_id": series.id, "ruled_at": series.ruled_at}
    mail.post("circles.series", to=seat.person, about=_about_series(seat, series), **facts)


def _about_series(seat: CircleMember, series: MeetingSeries) -> str:
    return f"series:{series.id}:{series.ruled_at}:{_since(seat)}"


def _since(seat: CircleMember) -> str:
    """Which membership it is: who comes back begins anew."""
    return f"{seat.joined_at:%Y%m%d%H%M%S}" if seat.joined_at else ""
