"""The lists of a circle's meetings: what lies ahead, and page by page what took place."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, select

from community.accounts.models import Person
from community.circles.models import MOST_AHEAD, PLANNED, CircleMeeting, MeetingAnswer
from community.circles.permissions.circles import NOW
from community.circles.permissions.meetings import meetings_visible_to
from community.core.extensions import db
from community.core.paging import Page, keyset

_KEY: Any = ((CircleMeeting.starts_at, "desc"), (CircleMeeting.id, "desc"))


def coming(actor: Person, circle_id: int) -> Sequence[Any]:
    """What is planned and not over, soonest first, with the actor's own `answer`."""
    ahead = _lines(actor, circle_id).where(CircleMeeting.starts_at > NOW)
    return db.session.execute(ahead.order_by(CircleMeeting.starts_at, CircleMeeting.id).limit(MOST_AHEAD)).all()


def taken_place(actor: Person, circle_id: int, after: str | None) -> Page[Any]:
    """What has begun, newest first, and whether the actor was there."""
    begun = _lines(actor, circle_id).where(CircleMeeting.starts_at <= NOW)
    return keyset(begun, key=_KEY, after=after, size=12, rows=True)


def _lines(actor: Person, circle_id: int) -> Any:
    own = and_(MeetingAnswer.meeting_id == CircleMeeting.id, MeetingAnswer.person_id == actor.id)
    return (
        select(
            CircleMeeting.public_id, CircleMeeting.starts_at, CircleMeeting.minutes, CircleMeeting.series_id,
            MeetingAnswer.answer, MeetingAnswer.was_there,
        )
        .outerjoin(MeetingAnswer, own)
        .where(
            CircleMeeting.circle_id == circle_id, CircleMeeting.state == PLANNED, meetings_visible_to(actor)
        )
    )  # fmt: skip
