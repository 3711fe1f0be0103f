"""One post of a circle: for its pages, for an action, for an event."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from community.accounts.models import Person
from community.circles.models import RENDERING, CircleMention, CirclePost
from community.circles.permissions.discussion import visible_to
from community.circles.queries.circles import PERSON_ON_A_LINE
from community.circles.written import Known
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


def rendered_by_older_rules(most: int) -> list[CirclePost]:
    """Some posts to be rendered anew, held until the end of the transaction."""
    older = select(CirclePost).where(CirclePost.rendering < RENDERING).order_by(CirclePost.rendering, CirclePost.id)
    return list(db.session.scalars(older.limit(most).with_for_update()))


def called_by(post_id: int) -> list[Known]:
    """Whom a post calls by name."""
    found = select(Person.id, Person.public_id, Person.name).join(CircleMention, CircleMention.person_id == Person.id)
    return [Known(*row) for row in db.session.execute(found.where(CircleMention.post_id == post_id))]
