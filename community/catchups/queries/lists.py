"""The lists of somebody's catch-ups: what is open, or was written to them and not seen yet; and what is over."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import load_only, selectinload

from community.accounts.models import Person
from community.catchups.models import CatchUp, CatchUpMessage
from community.catchups.permissions import visible_to
from community.catchups.queries.catchups import the_two
from community.catchups.queries.messages import new_to
from community.core.columns import UtcDateTime
from community.core.extensions import db
from community.core.paging import Key, Page, ordered, page_of, place_in
from community.core.prepared import READER, built_once, values_for

LATELY = timedelta(days=30)  # after a meeting, in which the question whether it happened is still put
MOST_OPEN = 100
NEWEST_FIRST: Key = ((CatchUp.changed_at, "desc"), (CatchUp.id, "desc"))
# What a line about one that is over shows; the rest of the row is encrypted, and stays so.
ON_A_PAST_LINE = (
    CatchUp.public_id, CatchUp.asker_id, CatchUp.asked_id, CatchUp.kind, CatchUp.state, CatchUp.starts_at,
    CatchUp.asked_at,
)  # fmt: skip


@built_once
def _open() -> Any:
    now, lately = (bindparam(name, type_=UtcDateTime()) for name in ("now", "lately"))
    has_new_words = exists().where(CatchUpMessage.catchup_id == CatchUp.id, new_to(READER.id))
    return (
        select(CatchUp, has_new_words)
        .options(*the_two(), selectinload(CatchUp.answers))
        .where(visible_to(READER), or_(_is_open(now, lately), has_new_words))
        .order_by(func.coalesce(CatchUp.starts_at, CatchUp.asked_at), CatchUp.id)
        .limit(MOST_OPEN)
    )


def open_of(actor: Person, now: datetime) -> Sequence[tuple[CatchUp, bool]]:
    """Everything of the actor's that waits for somebody, lies ahead, or holds words they have not seen; soonest first.

    Each with whether it holds such words.
    """
    moment = {"now": now, "lately": now - LATELY}
    return [(catchup, new) for catchup, new in db.session.execute(_open(), values_for(actor) | moment)]


def past_of(actor: Person, now: datetime, after: str | None, size: int = 20) -> Page[CatchUp]:
    """What is over, newest first, page by page."""
    place = place_in(after, NEWEST_FIRST)
    values = values_for(actor) | {"now": now, "lately": now - LATELY} | (place or {})
    found = page_of(db.session.execute(_past(size, place is not None), values).all(), NEWEST_FIRST, size)
    return Page([row[0] for row in found], found.next_after)


@built_once
def _past(size: int, started: bool) -> Any:
    now, lately = (bindparam(name, type_=UtcDateTime()) for name in ("now", "lately"))
    line = load_only(*ON_A_PAST_LINE, raiseload=True)
    over = select(CatchUp).options(line, *the_two()).where(visible_to(READER), ~_is_open(now, lately))
    return ordered(over, NEWEST_FIRST, size, started=started)


# What a calendar tells of one; the rest of the row is encrypted, and stays so.
IN_CALENDAR = (
    CatchUp.public_id, CatchUp.asker_id, CatchUp.asked_id, CatchUp.uid, CatchUp.sequence,
    CatchUp.starts_at, CatchUp.minutes, CatchUp.changed_at,
)  # fmt: skip


@built_once
def _in_calendar() -> Any:
    since, until = (bindparam(name, type_=UtcDateTime()) for name in ("since", "until"))
    return (
        select(CatchUp)
        .options(load_only(*IN_CALENDAR), *the_two())
        .where(visible_to(READER), CatchUp.state.in_(("agreed", "happened")))
        .where(CatchUp.starts_at >= since, CatchUp.starts_at < until)
    )


def in_calendar(person: Person, since: datetime, until: datetime) -> Sequence[CatchUp]:
    """What somebody agreed on for a time in between, and what happened then."""
    return db.session.scalars(_in_calendar(), values_for(person) | {"since": since, "until": until}).all()


def _is_open(now: Any, lately: Any) -> ColumnElement[bool]:
    return or_(
        CatchUp.state == "asked",
        and_(CatchUp.state == "agreed", func.coalesce(CatchUp.ends_at, now) > lately),
    )
