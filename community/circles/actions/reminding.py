"""A day before a meeting, for who has not said no."""

from datetime import datetime
from typing import Any

from community.circles import queries
from community.circles.models import NO
from community.core import mail
from community.core.extensions import db


def remind_of_meeting(meeting_id: int, now: datetime) -> None:
    """Write to the members, once: the due time is emptied with it, so that it may be called twice or late. Publishes nothing."""
    meeting = queries.meeting_by_id(meeting_id)
    if meeting is None or queries.locked(meeting.circle_id) is None:
        return
    meeting = queries.fresh_meeting(meeting_id)
    if meeting is None or meeting.remind_at is None or meeting.remind_at > now:
        return
    meeting.remind_at = None
    db.session.flush()
    if not meeting.lies_ahead(now):
        return
    said_no = {said.person_id for said in queries.answers_to(meeting.id) if said.answer == NO}
    for seat in queries.members(meeting.circle_id):
        if seat.person_id not in said_no and seat.has_signed(seat.circle, now):
            about = f"meeting:{meeting.id}:{meeting.sequence}:soon"
            facts: dict[str, Any] = {"meeting_id": meeting.id, "sequence": meeting.sequence}
            mail.post("circles.meeting_soon", to=seat.person, about=about, **facts)
