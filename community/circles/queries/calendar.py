"""Meetings as the calendar of one member shows them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, exists, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, load_only

from community.accounts.models import Person
from community.circles.models import IN, Circle, CircleMeeting, CircleMember
from community.circles.permissions.meetings import meetings_visible_to
from community.core.columns import UtcDateTime
from community.core.extensions import db
from community.core.prepared import READER, built_once, values_for

# What a calendar tells of a meeting; place, agenda and notes are not even read.
IN_CALENDAR = (
    CircleMeeting.public_id, CircleMeeting.circle_id, CircleMeeting.series_id, CircleMeeting.series_at, CircleMeeting.uid,
    CircleMeeting.sequence, CircleMeeting.starts_at, CircleMeeting.minutes, CircleMeeting.state, CircleMeeting.created_at,
)  # fmt: skip


@built_once
def _in_calendar() -> Any:
    since, until = (bindparam(name, type_=UtcDateTime()) for name in ("since", "until"))
    in_time = and_(CircleMeeting.starts_at >= since, CircleMeeting.starts_at < until)
    one = aliased(CircleMeeting)
    of_its_series = exists().where(
        one.series_id == CircleMeeting.series_id, one.starts_at >= since, one.starts_at < until
    )
    # Said once more than `meetings_visible_to` needs it, for the database to begin with the few circles of the reader.
    own = select(CircleMember.circle_id).where(CircleMember.person_id == READER.id, CircleMember.state == IN)
    return (
        select(CircleMeeting)
        .join(Circle, Circle.id == CircleMeeting.circle_id)
        .options(
            load_only(*IN_CALENDAR),
            contains_eager(CircleMeeting.circle).load_only(Circle.public_id, Circle.name, Circle.is_listed),
            joinedload(CircleMeeting.series),
        )
        .where(CircleMeeting.circle_id.in_(own), meetings_visible_to(READER))
        .where(or_(in_time, of_its_series))
        .order_by(CircleMeeting.starts_at, CircleMeeting.id)
    )


def in_calendar(person: Person, since: datetime, until: datetime) -> Sequence[CircleMeeting]:
    """Every meeting the person may see in this time, cancelled ones among them, and the others of its series."""
    return db.session.scalars(_in_calendar(), values_for(person) | {"since": since, "until": until}).all()
