"""Meetings: one for its page, those of a circle, and what was answered."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from community.accounts.models import Person
from community.circles.models import PLANNED, CircleMeeting, MeetingSeries
from community.circles.permissions.meetings import meetings_visible_to
from community.core import clock
from community.core.extensions import db


def meeting(actor: Person | None, meeting: str) -> CircleMeeting | None:
    """One meeting the actor may see, with its series."""
    if actor is None or not actor.is_present:
        return None
    return db.session.scalar(_whole().where(CircleMeeting.public_id == meeting, meetings_visible_to(actor)))


def meeting_by_id(meeting_id: int) -> CircleMeeting | None:
    """The meeting of an event or a mail; who may know of it is asked by the caller."""
    return db.session.scalar(_whole().where(CircleMeeting.id == meeting_id))


def next_meeting_at(circle_id: int) -> datetime | None:
    """When the next planned meeting of a circle begins; None when none is planned."""
    found = select(CircleMeeting.starts_at).where(
        CircleMeeting.circle_id == circle_id, CircleMeeting.state == PLANNED, CircleMeeting.starts_at > clock.now()
    )
    return db.session.scalar(found.order_by(CircleMeeting.starts_at).limit(1))


def meetings_ahead(circle_id: int) -> list[CircleMeeting]:
    """Everything planned that has not begun, soonest first; for actions and mails."""
    found = _whole().where(
        CircleMeeting.circle_id == circle_id, CircleMeeting.state == PLANNED, CircleMeeting.starts_at > clock.now()
    )
    return list(db.session.scalars(found.order_by(CircleMeeting.starts_at, CircleMeeting.id)))


def series_meetings(series_id: int) -> list[CircleMeeting]:
    """All meetings of a series in the order of its rule, cancelled ones among them."""
    found = _whole().where(CircleMeeting.series_id == series_id)
    return list(db.session.scalars(found.order_by(CircleMeeting.series_at, CircleMeeting.id)))


def series_by_id(series_id: int) -> MeetingSeries | None:
    """The series of an event or a mail."""
    return db.session.scalar(select(MeetingSeries).where(MeetingSeries.id == series_id))


def _whole() -> Any:
    return select(CircleMeeting).options(joinedload(CircleMeeting.series))
