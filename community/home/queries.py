"""What home reads across features: somebody to reach out to."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Date, and_, bindparam, case, exists, or_, select

from community.accounts.models import Person
from community.catchups.models import CatchUp
from community.core.columns import UtcDateTime
from community.core.prepared import READER, built_once, rows
from community.mentorships.models import Mentorship
from community.mentorships.permissions import own_of

LET_REST = timedelta(days=90)


@built_once
def _to_reach() -> Any:
    other_id = case((Mentorship.mentor_id == READER.id, Mentorship.coachee_id), else_=Mentorship.mentor_id)
    lately = exists().where(
        or_(
            and_(CatchUp.asker_id == READER.id, CatchUp.asked_id == Person.id),
            and_(CatchUp.asked_id == READER.id, CatchUp.asker_id == Person.id),
        ),
        CatchUp.changed_at > bindparam("lately", type_=UtcDateTime()),
    )
    return (
        select(
            Person.public_id,
            Person.name,
            (Mentorship.mentor_id == Person.id).label("was_mentor"),
            Mentorship.ended_on,
        )
        .join(Mentorship, Person.id == other_id)
        .where(
            own_of(READER),
            Mentorship.disputed_by_id.is_(None),
            Mentorship.ended_on <= bindparam("today", type_=Date),
            Person.standing == "active",
            ~lately,
        )
        .order_by(Mentorship.ended_on.desc(), Mentorship.id.desc())
        .limit(1)
    )


def somebody_to_reach(actor: Person, now: datetime) -> Any:
    """The other side of the mentorship that ended last, if the two have not been in touch here for a while: a row of
    public_id, name, was_mentor and ended_on.

    Only active people; nobody who was asked lately, whatever came of it: a "not now" is left in peace.
    """
    found = rows(_to_reach(), actor, lately=now - LET_REST, today=now.date())
    return found[0] if found else None
