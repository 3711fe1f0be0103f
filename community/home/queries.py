"""What home reads across features: somebody to reach out to."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Date, Select, and_, bindparam, case, exists, func, or_, select

from community.accounts.models import Person
from community.catchups.models import CatchUp
from community.core.columns import UtcDateTime
from community.core.extensions import db
from community.core.prepared import READER, built_once, values_for
from community.mentorships.models import Mentorship
from community.mentorships.permissions import own_of

LET_REST = timedelta(days=90)


@built_once
def _to_reach() -> Select[Any]:
    other_id = case((Mentorship.mentor_id == READER.id, Mentorship.coachee_id), else_=Mentorship.mentor_id)
    lately = exists().where(
        or_(
            and_(CatchUp.asker_id == READER.id, CatchUp.asked_id == Person.id),
            and_(CatchUp.asked_id == READER.id, CatchUp.asker_id == Person.id),
        ),
        CatchUp.changed_at > bindparam("lately", type_=UtcDateTime()),
    )
    return (
        select(Person, Mentorship)
        .join(Mentorship, Person.id == other_id)
        .where(
            own_of(READER),
            Mentorship.disputed_by_id.is_(None),
            Mentorship.ended_on <= bindparam("today", type_=Date),
            Person.standing == "active",
            ~lately,
        )
        .order_by(func.coalesce(Mentorship.ended_on, Mentorship.started_on).desc(), Mentorship.id.desc())
        .limit(1)
    )


def somebody_to_reach(actor: Person, now: datetime) -> tuple[Person, Mentorship] | None:
    """The other side of the mentorship that ended last, if the two have not been in touch here for a while.

    Only active people; nobody who was asked lately, whatever came of it: a "not now" is left in peace.
    """
    moment = {"lately": now - LET_REST, "today": now.date()}
    row = db.session.execute(_to_reach(), values_for(actor) | moment).first()
    return None if row is None else (row[0], row[1])
