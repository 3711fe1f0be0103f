"""What a member could do now in their circles: closing words, a poll, a promise of today or tomorrow. For home."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    String,
    bindparam,
    cast,
    exists,
    literal,
    null,
    or_,
    select,
    union_all,
)

from community.accounts.models import Person
from community.circles.models import (
    ASKING,
    CLOSING,
    ENDED,
    OPEN,
    Circle,
    CircleClosing,
    CirclePoll,
    CirclePromise,
    ClosingWords,
    PollAnswer,
    PollTime,
)
from community.circles.permissions.circles import NOW, readable_by
from community.core import clock
from community.core.prepared import READER, built_once, rows

MOST = 10
DUE_BY: Any = bindparam("circles_due_by", type_=Date)


def due_values(actor: Person) -> Mapping[str, Any]:
    """Tomorrow on the reader's own calendar."""
    return {"circles_due_by": clock.today(actor.time_zone) + timedelta(days=1)}


def something_due() -> ColumnElement[bool]:
    """Whether there is anything to do now for the reader."""
    return or_(*(exists(found.correlate(None)) for found in (_closings(), _polls(), _promises())))


def due_inside(actor: Person) -> Sequence[Any]:
    """What there is to do, with its circle: `kind`, the day it is for, and for a poll its public id."""
    return rows(_everything(), actor, **due_values(actor))


@built_once
def _everything() -> Any:
    found = union_all(_closings(), _polls(), _promises()).subquery()
    return select(found).order_by(found.c.kind, found.c.day, found.c.circle).limit(MOST)


def _closings() -> Select[Any]:
    written = exists().where(ClosingWords.circle_id == Circle.id, ClosingWords.person_id == READER.id)
    return (
        _of("closing", CircleClosing.until, cast(null(), String(16)))
        .join(CircleClosing, CircleClosing.circle_id == Circle.id)
        .where(Circle.state == CLOSING, ~written, readable_by(READER, Circle.id))
    )


def _polls() -> Select[Any]:
    ahead = exists().where(PollTime.poll_id == CirclePoll.id, PollTime.starts_at > NOW)
    answered = exists().where(
        PollTime.poll_id == CirclePoll.id, PollAnswer.time_id == PollTime.id, PollAnswer.person_id == READER.id
    )
    return (
        _of("poll", cast(null(), Date), CirclePoll.public_id)
        .join(CirclePoll, CirclePoll.circle_id == Circle.id)
        .where(CirclePoll.state == ASKING, Circle.state != ENDED, ahead, ~answered, readable_by(READER, Circle.id))
    )


def _promises() -> Select[Any]:
    own = (CirclePromise.person_id == READER.id, CirclePromise.state == OPEN, CirclePromise.due_on <= DUE_BY)
    return (
        _of("promise", CirclePromise.due_on, cast(null(), String(16)))
        .join(CirclePromise, CirclePromise.circle_id == Circle.id)
        .where(*own, Circle.state != ENDED, readable_by(READER, Circle.id))
    )


def _of(kind: str, day: Any, thing: Any) -> Select[Any]:
    return select(
        Circle.public_id.label("circle"), Circle.name.label("name"), literal(kind, String(12)).label("kind"),
        day.label("day"), thing.label("thing"),
    ).select_from(Circle)  # fmt: skip
