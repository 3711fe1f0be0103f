"""One post of a circle: for its pages, for an action, for an event."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from community.accounts.models import Person
from community.circles.models import CirclePost
from community.circles.permissions.discussion import visible_to
from community.circles.queries.circles import PERSON_ON_A_LINE
from community.core.extensions import db


def post_by_public_id(actor: Person | None, post: str) -> CirclePost | None:
    """One post the actor may see, with its author and its circle."""
    found = select(CirclePost).options(
        joinedload(CirclePost.author).load_only(*PERSON_ON_A_LINE), joinedload(CirclePost.circle, innerjoin=True)
    )
    return db.session.scalar(found.where(CirclePost.public_id == post, visible_to(actor)))


def post_by_id(post_id: int) -> CirclePost | None:
    """The post of an event or a mail, with author and circle; who may read it is asked by the caller."""
    found = select(CirclePost).options(
        joinedload(CirclePost.author).load_only(*PERSON_ON_A_LINE), joinedload(CirclePost.circle, innerjoin=True)
    )
    return db.session.scalar(found.where(CirclePost.id == post_id))


def newest_post_of(actor: Person, circle_id: int) -> CirclePost | None:
    """What the actor wrote last in a circle."""
    own = select(CirclePost).where(CirclePost.author_id == actor.id, CirclePost.circle_id == circle_id)
    return db.session.scalar(own.order_by(CirclePost.id.desc()).limit(1))
