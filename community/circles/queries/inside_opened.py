"""What two coordinators read of an opened circle: posts, agendas and notes. Nothing else is opened, whatever the reason.

These are the only statements that find what is inside without the reader being a member; each asks for an opening that is
theirs and lasts.
"""

from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import aliased

from community.accounts.models import Person
from community.circles.models import CircleMeeting, CircleOpening, CirclePost
from community.circles.permissions.circles import NOW
from community.circles.permissions.openings import visible_to
from community.core.paging import Page, keyset

ON_A_PAGE = 50

_begins = aliased(CirclePost)


def opened_posts(actor: Person, opening_id: int, after: str | None = None) -> Page[Any]:
    """Posts and replies, newest first, with their authors; blocks hide nothing here."""
    found: Any = (
        select(
            CirclePost.id, CirclePost.public_id, CirclePost.created_at, CirclePost.edited_at, CirclePost.deleted_at,
            CirclePost.words, CirclePost.thread_id, Person.name, _begins.created_at.label("answers_at"),
        )
        .outerjoin(Person, Person.id == CirclePost.author_id)
        .outerjoin(_begins, _begins.id == CirclePost.thread_id)
        .where(_is_open(actor, opening_id, CirclePost.circle_id).correlate(CirclePost))
    )  # fmt: skip
    key: Any = [(CirclePost.created_at, "desc"), (CirclePost.id, "desc")]
    return keyset(found, key=key, after=after, size=ON_A_PAGE, rows=True)


def opened_meetings(actor: Person, opening_id: int, after: str | None = None) -> Page[Any]:
    """Meetings with their agendas and notes, newest first."""
    found: Any = select(
        CircleMeeting.id, CircleMeeting.starts_at, CircleMeeting.minutes, CircleMeeting.state,
        CircleMeeting.agenda, CircleMeeting.notes,
    ).where(_is_open(actor, opening_id, CircleMeeting.circle_id).correlate(CircleMeeting))  # fmt: skip
    key: Any = [(CircleMeeting.starts_at, "desc"), (CircleMeeting.id, "desc")]
    return keyset(found, key=key, after=after, size=ON_A_PAGE, rows=True)


def _is_open(actor: Person, opening_id: int, circle_id: Any) -> ColumnElement[bool]:
    """The SQL twin of LOOK_INSIDE, for what has this circle_id."""
    return exists().where(
        CircleOpening.id == opening_id,
        CircleOpening.circle_id == circle_id,
        CircleOpening.open_until > NOW,
        or_(CircleOpening.asker_id == actor.id, CircleOpening.second_id == actor.id),
        visible_to(actor),
    )
