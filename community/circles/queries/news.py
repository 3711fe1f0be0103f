"""What is new in one's circles since one was there, and who has seen where they were called by name."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from community.accounts.models import Person
from community.accounts.permissions import visible_to as person_visible_to
from community.circles.models import ENDED, IN, Circle, CircleMember, CircleMention, CirclePost
from community.circles.permissions.discussion import visible_to
from community.core.extensions import db
from community.core.mail import OutgoingMail
from community.core.prepared import READER, built_once, rows

_own, _circle = aliased(CircleMember), aliased(Circle)
MOST = 100


def somebody_wrote() -> ColumnElement[bool]:
    """Whether there is anything new in a circle of READER's: for home, which asks everything in one statement."""
    return exists().where(_of_own_circle(), _is_new(_own))


def has_news(seat: Any = CircleMember) -> ColumnElement[bool]:
    """Clause on READER's own CircleMember (or an alias of it): something new was written in the circle."""
    return exists().where(CirclePost.circle_id == seat.circle_id, _is_new(seat)).correlate(seat)


def news(actor: Person) -> Sequence[Any]:
    """Rows of circle, name, author, posts, last_at: who wrote how much in which circle since the actor was there, newest first."""
    return rows(_news(), actor)


@built_once
def _news() -> Any:
    last_at = func.max(CirclePost.created_at)
    return (
        select(
            Circle.public_id.label("circle"), Circle.name, Person.name.label("author"),
            func.count().label("posts"), last_at.label("last_at"),
        )
        .select_from(_own)
        .join(CirclePost, CirclePost.circle_id == _own.circle_id)
        .join(Circle, Circle.id == _own.circle_id)
        .outerjoin(Person, and_(Person.id == CirclePost.author_id, person_visible_to(READER)))
        .where(_of_own_circle(), _is_new(_own))
        .group_by(Circle.id, Circle.public_id, Circle.name, Person.id, Person.name)
        .order_by(last_at.desc())
        .limit(MOST)
    )  # fmt: skip


def _of_own_circle() -> ColumnElement[bool]:
    return and_(_own.person_id == READER.id, _own.state == IN, CirclePost.circle_id == _own.circle_id)


def _is_new(seat: Any) -> ColumnElement[bool]:
    """Written by somebody else since whose seat it is was there, and theirs to read."""
    return and_(
        or_(seat.seen_at.is_(None), CirclePost.created_at > seat.seen_at),
        or_(CirclePost.author_id.is_(None), CirclePost.author_id != READER.id),
        CirclePost.deleted_at.is_(None),
        visible_to(READER),
        exists().where(_circle.id == CirclePost.circle_id, _circle.state != ENDED).correlate(CirclePost),
    )


# --- called by name -------------------------------------------------------------------------------------------


def mention(post_id: int, person_id: int) -> CircleMention | None:
    """That a post calls somebody by name."""
    return db.session.get(CircleMention, (post_id, person_id))


def first_unseen_call(circle_id: int, person: Person) -> int | None:
    """The oldest post of a circle, of those they may read, that calls somebody who has not been there to see it."""
    unseen = (CircleMention.person_id == person.id, CircleMention.seen_at.is_(None), visible_to(person))
    found = (
        select(CirclePost.id)
        .join(CircleMention, CircleMention.post_id == CirclePost.id)
        .where(CirclePost.circle_id == circle_id, *unseen)
    )
    return db.session.scalar(found.order_by(CirclePost.id).limit(1))


def called_by_mail_since(circle_id: int, person_id: int, since: datetime) -> int:
    """How many mails said since then that somebody is called in a circle, or are about to."""
    found = select(func.count()).where(
        OutgoingMail.kind == "circles.called", OutgoingMail.recipient == f"p:{person_id}",
        OutgoingMail.about.startswith(f"circle:{circle_id}:called:", autoescape=True),
        OutgoingMail.created_at > since, OutgoingMail.state != "dropped",
    )  # fmt: skip
    return db.session.scalar(found) or 0


def is_called_in(begun_id: int, person_id: int) -> bool:
    """Whether somebody is called in a conversation and has not been there to see it."""
    here = or_(CirclePost.id == begun_id, CirclePost.thread_id == begun_id)
    unseen = (CircleMention.person_id == person_id, CircleMention.seen_at.is_(None))
    found = select(CircleMention.post_id).join(CirclePost, CirclePost.id == CircleMention.post_id).where(here, *unseen)
    return db.session.scalar(found.limit(1)) is not None
