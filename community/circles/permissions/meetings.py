"""Who may see a meeting, answer for it, write to it and change it.

A meeting belongs to who was a member when it took place: newcomers find those that begin after they joined, with all that
was prepared for them.
"""

from typing import Any

from sqlalchemy import ColumnElement, false, select

from community.accounts.models import Person
from community.circles.models import CircleMeeting, CircleMember
from community.circles.permissions.circles import (
    FACILITATE,
    READ_CIRCLE,
    WRITE_IN_CIRCLE,
    may_read_from,
    readable_by,
)
from community.core import clock
from community.core.extensions import db
from community.core.policy import Permission, can


def _seat(actor: Any, meeting: Any) -> CircleMember | None:
    if actor is None or meeting is None:
        return None
    found = select(CircleMember).where(CircleMember.circle_id == meeting.circle_id, CircleMember.person_id == actor.id)
    seat = db.session.scalar(found)
    return seat if seat is not None and may_read_from(seat, meeting.starts_at) else None


SEE_MEETING = Permission("circles.see_meeting", lambda actor, meeting: can(actor, READ_CIRCLE, _seat(actor, meeting)))


def meetings_visible_to(actor: Person | None) -> ColumnElement[bool]:
    """The SQL twin of SEE_MEETING: a clause on CircleMeeting."""
    if actor is None:
        return false()
    return readable_by(actor, CircleMeeting.circle_id, CircleMeeting.starts_at)


def _writes(actor: Any, meeting: Any) -> bool:
    return can(actor, WRITE_IN_CIRCLE, _seat(actor, meeting))


def _holds(actor: Any, meeting: Any) -> bool:
    return can(actor, FACILITATE, _seat(actor, meeting))


# Yes, maybe or no, as long as it has not begun.
ANSWER_MEETING = Permission(
    "circles.answer_meeting",
    lambda actor, meeting: _writes(actor, meeting) and meeting.lies_ahead(clock.now()),
)
# The agenda, as long as it takes place: whoever holds the circle together, and who leads this meeting.
WRITE_AGENDA = Permission(
    "circles.write_agenda",
    lambda actor, meeting: (
        _writes(actor, meeting)
        and not meeting.is_cancelled
        and (actor.id in (meeting.lead_id, meeting.co_id) or _holds(actor, meeting))
    ),
)
# Notes are for who was a member then, so they begin with the meeting; "I was there" too.
WRITE_NOTES = Permission(
    "circles.write_notes",
    lambda actor, meeting: _writes(actor, meeting) and meeting.has_begun(clock.now()),
)
# Time, place, who leads, or that it does not take place: what has begun is not moved any more.
CHANGE_MEETING = Permission(
    "circles.change_meeting",
    lambda actor, meeting: _holds(actor, meeting) and meeting.lies_ahead(clock.now()),
)
# Who was there.
TELL_ATTENDANCE = Permission(
    "circles.tell_attendance",
    lambda actor, meeting: _holds(actor, meeting) and meeting.has_begun(clock.now()),
)
