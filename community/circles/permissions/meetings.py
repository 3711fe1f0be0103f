"""Who may see a meeting, answer for it, write to it and change it.

A meeting belongs to who was a member when it took place: newcomers find those that begin after they joined, with all that
was prepared for them.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, false

from community.accounts.models import Person
from community.circles.models import CircleMeeting, CircleMember
from community.circles.permissions.circles import (
    FACILITATE,
    READ_CIRCLE,
    WRITE_IN_CIRCLE,
    may_read_from,
    readable_by,
)
from community.circles.permissions.inside import seat_in
from community.core import clock
from community.core.policy import Permission, can


def _may_see(actor: Any, meeting: Any) -> bool:
    return meeting is not None and _may(actor, meeting, lambda actor, seat, meeting: True)


SEE_MEETING = Permission("circles.see_meeting", _may_see)


def meetings_visible_to(actor: Person | None) -> ColumnElement[bool]:
    """The SQL twin of SEE_MEETING: a clause on CircleMeeting."""
    if actor is None:
        return false()
    return readable_by(actor, CircleMeeting.circle_id, CircleMeeting.starts_at)


# --- what else one may do with it: each asks the actor's row in the circle, and the meeting ------------------------------

Rule = Callable[[Any, CircleMember, CircleMeeting], bool]


def _answer(actor: Any, seat: CircleMember, meeting: CircleMeeting) -> bool:
    """Yes, maybe or no, as long as it has not begun."""
    return can(actor, WRITE_IN_CIRCLE, seat) and meeting.lies_ahead(clock.now())


def _agenda(actor: Any, seat: CircleMember, meeting: CircleMeeting) -> bool:
    """The agenda, as long as it takes place: whoever holds the circle together, and who leads this meeting."""
    leads = actor.id in (meeting.lead_id, meeting.co_id)
    return can(actor, WRITE_IN_CIRCLE, seat) and not meeting.is_cancelled and (leads or can(actor, FACILITATE, seat))


def _notes(actor: Any, seat: CircleMember, meeting: CircleMeeting) -> bool:
    """Notes are for who was a member then, so they begin with the meeting; "I was there" too."""
    return can(actor, WRITE_IN_CIRCLE, seat) and meeting.has_begun(clock.now())


def _change(actor: Any, seat: CircleMember, meeting: CircleMeeting) -> bool:
    """Time, place, who leads, or that it does not take place: what has begun is not moved any more."""
    return can(actor, FACILITATE, seat) and meeting.lies_ahead(clock.now())


def _attendance(actor: Any, seat: CircleMember, meeting: CircleMeeting) -> bool:
    """Who was there."""
    return can(actor, FACILITATE, seat) and meeting.has_begun(clock.now())


RULES: dict[str, Rule] = {
    "answer": _answer,
    "agenda": _agenda,
    "notes": _notes,
    "change": _change,
    "attendance": _attendance,
}


def ways_with(actor: Any, seat: CircleMember, meeting: CircleMeeting) -> frozenset[str]:
    """All that is open to a member now, asked once for a page."""
    return frozenset(name for name, rule in RULES.items() if rule(actor, seat, meeting))


def _may(actor: Any, meeting: Any, rule: Rule) -> bool:
    seat = seat_in(actor, meeting.circle_id)
    if seat is None or not can(actor, READ_CIRCLE, seat) or not may_read_from(seat, meeting.starts_at):
        return False
    return rule(actor, seat, meeting)


def _permission(name: str, rule: str) -> Permission:
    return Permission(name, lambda actor, meeting: meeting is not None and _may(actor, meeting, RULES[rule]))


ANSWER_MEETING = _permission("circles.answer_meeting", "answer")
WRITE_AGENDA = _permission("circles.write_agenda", "agenda")
WRITE_NOTES = _permission("circles.write_notes", "notes")
CHANGE_MEETING = _permission("circles.change_meeting", "change")
TELL_ATTENDANCE = _permission("circles.tell_attendance", "attendance")
