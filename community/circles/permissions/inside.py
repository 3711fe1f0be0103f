"""What the rules for anything written inside a circle have in common: the reader's own row, its time, and blocks."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, false, literal, select
from sqlalchemy.orm import joinedload

from community.accounts.permissions import blocked_with
from community.circles.models import CircleMember
from community.circles.permissions.circles import READ_CIRCLE, may_read_from, readable_by
from community.core.extensions import db
from community.core.policy import can


def seat_in(actor: Any, circle_id: int) -> CircleMember | None:
    """What the actor has to do with the circle of a row, with the circle; None for a visitor."""
    if actor is None:
        return None
    own = (CircleMember.circle_id == circle_id, CircleMember.person_id == actor.id)
    with_circle = joinedload(CircleMember.circle, innerjoin=True)
    return db.session.scalar(select(CircleMember).options(with_circle).where(*own))


def reads_words(actor: Any, circle_id: int, written_at: datetime, author_id: int) -> bool:
    """Whether the actor reads what a member wrote in a circle then: signed, there already, and parted from them by no block."""
    seat = seat_in(actor, circle_id)
    if seat is None or not can(actor, READ_CIRCLE, seat) or not may_read_from(seat, written_at):
        return False
    return not db.session.scalar(select(blocked_with(actor.id, literal(author_id))))


def words_readable_by(actor: Any, circle_id: Any, written_at: Any, author_id: Any) -> ColumnElement[bool]:
    """The same as a clause on three columns."""
    if actor is None or not actor.is_present:
        return false()
    return and_(readable_by(actor, circle_id, written_at), ~blocked_with(actor.id, author_id))
