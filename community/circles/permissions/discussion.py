"""Who reads what is written in a circle, who writes, and who changes what.

On top of READ_CIRCLE: a newcomer reads conversations begun since they joined, and between two whom a block parts nothing
that one of them wrote or began is there for the other.
"""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, false, literal, or_, select

from community.accounts.models import Person
from community.accounts.permissions import blocked_with
from community.circles.models import Circle, CircleMember, CirclePost
from community.circles.permissions.circles import (
    BELONG,
    READ_CIRCLE,
    SEE_CIRCLE,
    may_read_from,
    readable_by,
    seat_of,
)
from community.core.extensions import db
from community.core.policy import Permission, can


class Opened(NamedTuple):
    """A circle somebody opens, with their own row when they are in it; `is_parted`: a block parts them from somebody in it.

    `next_meeting`: the public id of the next one planned.
    """

    circle: Circle
    seat: CircleMember | None
    is_parted: bool = False
    next_meeting_at: datetime | None = None
    next_meeting: str | None = None


# The page of a circle: its members find what is inside, others its front.
OPEN_CIRCLE = Permission(
    "circles.open",
    lambda actor, opened: (
        opened is not None
        and (can(actor, SEE_CIRCLE, opened.circle) if opened.seat is None else can(actor, BELONG, opened.seat))
    ),
)


def _may_see(actor: Any, post: Any) -> bool:
    if actor is None or post is None or not actor.is_present:
        return False
    circle = db.session.get(Circle, post.circle_id)
    seat = seat_of(actor, circle)
    if seat is None or not can(actor, READ_CIRCLE, seat) or not may_read_from(seat, post.begun_at):
        return False
    authors = {post.author_id, post.begun_by_id} - {None}
    parted = (blocked_with(actor.id, literal(author)) for author in authors)
    return not (authors and db.session.scalar(select(literal(1)).where(or_(*parted))))


SEE_POST = Permission("circles.see_post", _may_see)


def visible_to(actor: Person | None) -> ColumnElement[bool]:
    """The SQL twin of SEE_POST: a clause on CirclePost."""
    if actor is None or not actor.is_present:
        return false()
    readable = readable_by(actor, CirclePost.circle_id, CirclePost.begun_at).correlate(CirclePost)
    return and_(readable, not_parted(actor))


def not_parted(actor: Any) -> ColumnElement[bool]:
    """Clause on CirclePost: no block stands between the actor and who wrote it, or began its conversation."""
    return and_(
        ~blocked_with(actor.id, CirclePost.author_id),
        ~blocked_with(actor.id, CirclePost.begun_by_id),
    )


def _may_reply(actor: Any, post: Any) -> bool:
    """Also where the first words of a conversation were taken back: it goes on."""
    if not _may_see(actor, post):
        return False
    circle = db.session.get(Circle, post.circle_id)
    return circle is not None and not circle.is_ended


REPLY = Permission("circles.reply", _may_reply)
REACT = Permission("circles.react", lambda actor, post: _may_reply(actor, post) and not post.is_deleted)
CHANGE_POST = Permission(
    "circles.change_post",
    lambda actor, post: _may_reply(actor, post) and not post.is_deleted and post.author_id == actor.id,
)
