"""The page of a circle's discussion: its conversations by the last thing said in them, who is inside, who reacted.

Statements are built once (core/prepared.py). For a reader whom a block parts from somebody who is or was in the circle there
are others: what the two say to others in a conversation moves it up for everybody else, and is counted by everybody else.
"""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Integer, String, and_, bindparam, case, exists, func, literal_column, select
from sqlalchemy.orm import aliased, contains_eager

from community.accounts.models import ABSENT, Person
from community.accounts.permissions import blocked_with
from community.accounts.permissions import visible_to as person_visible_to
from community.circles.models import IN, Circle, CircleMeeting, CircleMember, CirclePost, CircleReaction
from community.circles.permissions.discussion import Opened, visible_to
from community.circles.queries.circles import by_public_id
from community.circles.queries.meetings import next_meeting_of
from community.circles.written import Known
from community.core.columns import UtcDateTime
from community.core.extensions import db
from community.core.paging import Key, Page, ordered, page_of, place_in
from community.core.prepared import READER, built_once, rows, values_for

CONVERSATIONS, REPLIES = 10, 50
ORDER: Key = ((CirclePost.last_at, "desc"), (CirclePost.id, "desc"))
NEWEST: Key = ((CirclePost.created_at, "desc"), (CirclePost.id, "desc"))
EVER = datetime(1, 1, 2, tzinfo=UTC)

_ABSENT: list[Any] = [literal_column(f"'{standing}'") for standing in ABSENT]
_reply, _inside, _last_by = aliased(CirclePost), aliased(CircleMember), aliased(Person)


def opened(actor: Any, circle: str) -> Opened | None:
    """A circle with the actor's own row, when they are in it; otherwise as far as they may see it."""
    if actor is None or not actor.is_present:
        return None
    found = db.session.execute(_own_seat(), values_for(actor) | {"circle": circle}).first()
    if found is not None:
        return Opened(found[0].circle, found[0], bool(found.is_parted), found.next_meeting_at, found.next_meeting)
    seen = by_public_id(actor, circle)
    return None if seen is None else Opened(seen, None)


@built_once
def _own_seat() -> Any:
    own = (CircleMember.person_id == READER.id, CircleMember.state == literal_column(f"'{IN}'"))
    return (
        select(
            CircleMember,
            _is_parted(Circle.id).label("is_parted"),
            next_meeting_of(Circle.id, CircleMeeting.starts_at).label("next_meeting_at"),
            next_meeting_of(Circle.id, CircleMeeting.public_id).label("next_meeting"),
        )
        .join(CircleMember.circle)
        .options(contains_eager(CircleMember.circle))
        .where(Circle.public_id == bindparam("circle", type_=String), *own)
    )


def is_parted(actor: Any, circle_id: int) -> bool:
    """Whether a block parts the actor from somebody who is or was in the circle."""
    return bool(rows(_parted(), actor, circle_id=circle_id)[0][0])


@built_once
def _parted() -> Any:
    return select(_is_parted(bindparam("circle_id", type_=Integer)))


def _is_parted(circle_id: Any) -> Any:
    """Clause: a block parts READER from somebody who is or was in the circle."""
    others = exists().where(_inside.circle_id == circle_id, blocked_with(READER.id, _inside.person_id))
    return others.correlate(Circle)


def conversations(actor: Person, seat: CircleMember, *, is_parted: bool, after: str | None = None) -> Page[Any]:
    """A page of rows (see `line`) of posts that begin a conversation, by the last thing said in it."""
    place = place_in(after, ORDER)
    values = {"circle_id": seat.circle_id, "since": seat.reads_from or EVER, **(place or {})}
    return page_of(rows(_conversations(is_parted, place is not None), actor, **values), ORDER, CONVERSATIONS)


@built_once
def _conversations(is_parted: bool, started: bool) -> Any:
    last_at, replies = (_last_at(), _how_many()) if is_parted else (CirclePost.last_at, CirclePost.replies)
    begun = line(last_at, replies).where(
        CirclePost.circle_id == bindparam("circle_id"),
        CirclePost.thread_id.is_(None),
        CirclePost.last_at >= bindparam("since", type_=UtcDateTime),
        visible_to(READER),
    )
    return ordered(begun, ((last_at, "desc"), (CirclePost.id, "desc")), CONVERSATIONS, started=started)


def _last_at() -> Any:
    """When somebody whom the reader may hear last said something."""
    latest = select(func.max(_reply.created_at)).where(_reply.thread_id == CirclePost.id, _audible())
    return func.coalesce(latest.correlate(CirclePost).scalar_subquery(), CirclePost.created_at)


def _how_many() -> Any:
    count = select(func.count()).where(_reply.thread_id == CirclePost.id, _audible())
    return count.correlate(CirclePost).scalar_subquery()


def _audible() -> Any:
    return ~blocked_with(READER.id, _reply.author_id)


def replies(actor: Person, begun: CirclePost, earlier: str | None = None) -> Page[Any]:
    """A page of rows of what was answered to a post the actor may see, newest first."""
    place = place_in(earlier, NEWEST)
    found = rows(_replies(place is not None), actor, thread_id=begun.id, **(place or {}))
    return page_of(found, NEWEST, REPLIES)


@built_once
def _replies(started: bool) -> Any:
    answers = line().where(CirclePost.thread_id == bindparam("thread_id", type_=Integer), visible_to(READER))
    return ordered(answers, NEWEST, REPLIES, started=started)


def posts(actor: Person, ids: Collection[int]) -> Sequence[Any]:
    """The rows of these posts, as far as the actor may see them, newest first."""
    return rows(_posts(), actor, ids=[*ids]) if ids else ()


@built_once
def _posts() -> Any:
    some = CirclePost.id.in_(bindparam("ids", expanding=True))
    return line().where(some, visible_to(READER)).order_by(CirclePost.created_at.desc(), CirclePost.id.desc())


def line(last_at: Any = CirclePost.last_at, replies: Any = CirclePost.replies) -> Any:
    """The columns of a post on a page: itself, and its author and whoever spoke last as long as they are here (None otherwise)."""
    here = Person.standing.not_in(_ABSENT)
    author = (Person.public_id, Person.name, Person.portrait)
    return (
        select(
            CirclePost.id, CirclePost.public_id, CirclePost.author_id, CirclePost.html, CirclePost.rendering,
            CirclePost.created_at, CirclePost.edited_at, CirclePost.deleted_at, CirclePost.thread_id,
            last_at.label("last_at"), CirclePost.last_by_id, replies.label("replies"),
            *(case((here, column)).label(f"author_{column.key}") for column in author),
            _last_by.name.label("last_by"),
        )
        .outerjoin(Person, Person.id == CirclePost.author_id)
        .outerjoin(_last_by, and_(_last_by.id == CirclePost.last_by_id, person_visible_to(READER, _last_by)))
    )  # fmt: skip


def words_of(ids: Collection[int]) -> dict[int, str]:
    """The words of posts that were found before, by id, to be rendered anew."""
    found = select(CirclePost.id, CirclePost.words).where(CirclePost.id.in_([*ids]), CirclePost.words.is_not(None))
    return {row.id: row.words for row in db.session.execute(found)}


# --- around the posts -----------------------------------------------------------------------------------------


def people_inside(actor: Person, circle_id: int) -> list[Known]:
    """The members of a circle whom the actor may see, themself included, by name."""
    return [Known(*row) for row in rows(_people_inside(), actor, circle_id=circle_id)]


@built_once
def _people_inside() -> Any:
    return (
        select(Person.id, Person.public_id, Person.name)
        .join(CircleMember, CircleMember.person_id == Person.id)
        .where(CircleMember.circle_id == bindparam("circle_id"), CircleMember.state == literal_column(f"'{IN}'"))
        .where(person_visible_to(READER))
        .order_by(Person.name_folded, Person.id)
    )


def reactions(actor: Person, ids: Sequence[int]) -> Sequence[Any]:
    """Rows of post_id, kind, person_id, name of these posts, oldest first; those of people the actor may see."""
    return rows(_reactions(), actor, ids=[*ids]) if ids else ()


@built_once
def _reactions() -> Any:
    return (
        select(CircleReaction.post_id, CircleReaction.kind, CircleReaction.person_id, Person.name)
        .join(Person, Person.id == CircleReaction.person_id)
        .where(CircleReaction.post_id.in_(bindparam("ids", expanding=True)), person_visible_to(READER))
        .order_by(CircleReaction.created_at)
    )
