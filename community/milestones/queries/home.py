"""Whether home has anything to say about milestones: clauses on READER, asked together with those of the other features."""

from sqlalchemy import ColumnElement, and_, exists, or_

from community.core.prepared import READER, anybody_related
from community.milestones.models import WAITING, Milestone, MilestoneWish


def something_waits() -> ColumnElement[bool]:
    """Somebody tells something of the reader, or would like more people to read it."""
    of_me, by_me = Milestone.subject_id == READER.id, Milestone.author_id == READER.id
    wider = and_(or_(of_me, by_me), Milestone.wider_audience.is_not(None), Milestone.wider_by_id != READER.id)
    return exists().where(or_(and_(of_me, Milestone.state == WAITING), wider))


def somebody_shares() -> ColumnElement[bool]:
    """Anybody of the reader's people shares anything; whether it reaches the reader is asked afterwards."""
    return anybody_related(
        lambda person: exists().where(Milestone.shared_at.is_not(None), Milestone.subject_id == person)
    )


def days_are_wished() -> ColumnElement[bool]:
    """The reader would like to be reminded of anniversaries."""
    return exists().where(MilestoneWish.person_id == READER.id)
