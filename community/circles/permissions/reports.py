"""Who may tell the coordinators something of a circle, and who reads it.

Coordinators who are or were in the circle read no report about it, and no one whom a block parts from the reporter does:
another one looks after it.
"""

from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, exists, false, literal, or_, select
from sqlalchemy.orm import aliased

from community.accounts.models import Person
from community.accounts.permissions import COORDINATE, blocked_with
from community.circles.models import CircleMember, CircleReport
from community.core.extensions import db
from community.core.policy import Permission, can

_been_in = aliased(CircleMember)


def has_been_in(person_id: Any, circle_id: Any) -> ColumnElement[bool]:
    """Clause: this person is or was a member of that circle."""
    return exists().where(
        _been_in.circle_id == circle_id, _been_in.person_id == person_id, _been_in.joined_at.is_not(None)
    )


def is_outside(actor: Any, circle_id: int) -> bool:
    """A coordinator who has never been in the circle: who may be asked to look after it."""
    if not can(actor, COORDINATE):
        return False
    return not db.session.scalar(select(has_been_in(actor.id, circle_id)))


# Asked of their own row: whoever is in the circle or was, signed or not, and also when it has ended.
TELL_COORDINATORS = Permission(
    "circles.tell_coordinators",
    lambda actor, seat: (
        actor is not None
        and actor.is_present
        and seat is not None
        and seat.person_id == actor.id
        and seat.joined_at is not None
    ),
)


def _may_see(actor: Any, report: Any) -> bool:
    if actor is None or report is None or not actor.is_present:
        return False
    return report.reporter_id == actor.id or _looks_after(actor, report)


def _looks_after(actor: Any, report: Any) -> bool:
    if report is None or not is_outside(actor, report.circle_id):
        return False
    parted = blocked_with(actor.id, literal(report.reporter_id, Integer))
    return not db.session.scalar(select(parted))


SEE_REPORT = Permission("circles.see_report", _may_see)


def visible_to(actor: Person | None) -> ColumnElement[bool]:
    """The SQL twin of SEE_REPORT: a clause on CircleReport."""
    if actor is None or not actor.is_present:
        return false()
    own = CircleReport.reporter_id == actor.id
    if not can(actor, COORDINATE):
        return own
    inside = has_been_in(actor.id, CircleReport.circle_id).correlate(CircleReport)
    return or_(own, and_(~inside, ~blocked_with(actor.id, CircleReport.reporter_id)))


# Saying to the reporter that one has looked after it; once.
ANSWER_REPORT = Permission(
    "circles.answer_report", lambda actor, report: _looks_after(actor, report) and not report.is_answered
)
