"""Who may read a version of a circle's charter, and who may write the next one."""

from typing import Any

from sqlalchemy import ColumnElement, exists, false, or_, select
from sqlalchemy.orm import aliased

from community.accounts.models import Person
from community.circles.models import IN, Charter, Circle, CircleMember
from community.circles.permissions.circles import BELONG, seat_of
from community.core.extensions import db
from community.core.policy import Permission, can

_reader, _later = aliased(CircleMember), aliased(Charter)


def _may_see(actor: Any, charter: Any) -> bool:
    if actor is None or charter is None or not actor.is_present:
        return False
    circle = db.session.get_one(Circle, charter.circle_id)
    seat = seat_of(actor, circle)
    if seat is None or not seat.is_in:
        return False
    if seat.reads_from is None or charter.number == circle.charter_number:
        return True
    later = select(Charter.created_at).where(
        Charter.circle_id == charter.circle_id, Charter.number == charter.number + 1
    )
    replaced_at = db.session.scalar(later)
    return replaced_at is None or replaced_at > seat.reads_from


SEE_CHARTER = Permission("circles.see_charter", _may_see)


def charters_visible_to(actor: Person | None) -> ColumnElement[bool]:
    """The SQL twin of SEE_CHARTER: a clause on Charter. Members read it before they sign; of what was replaced before they
    came, newcomers read as little as of anything else that was written."""
    if actor is None or not actor.is_present:
        return false()
    replaced_before = exists().where(
        _later.circle_id == Charter.circle_id,
        _later.number == Charter.number + 1,
        _later.created_at <= _reader.reads_from,
    )
    return exists().where(
        _reader.circle_id == Charter.circle_id, _reader.person_id == actor.id, _reader.state == IN,
        or_(_reader.reads_from.is_(None), ~replaced_before.correlate(Charter, _reader)),
    ).correlate(Charter)  # fmt: skip


# Facilitator and stand-in write it; the first one too, which nobody can have signed before.
WRITE_CHARTER = Permission(
    "circles.write_charter",
    lambda actor, seat: can(actor, BELONG, seat) and seat.may_facilitate and not seat.circle.is_ended,
)
