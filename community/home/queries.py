"""What home reads across features: somebody to reach out to."""

from datetime import datetime, timedelta

from sqlalchemy import and_, case, exists, func, or_, select

from community.accounts.models import Person
from community.catchups.models import CatchUp
from community.core.extensions import db
from community.mentorships.models import Mentorship
from community.mentorships.permissions import visible_to

LET_REST = timedelta(days=90)


def somebody_to_reach(actor: Person, now: datetime) -> tuple[Person, Mentorship] | None:
    """The other side of the mentorship that ended last, if the two have not been in touch here for a while.

    Only active people; nobody who was asked lately, whatever came of it: a "not now" is left in peace.
    """
    other_id = case((Mentorship.mentor_id == actor.id, Mentorship.coachee_id), else_=Mentorship.mentor_id)
    lately = exists().where(
        or_(
            and_(CatchUp.asker_id == actor.id, CatchUp.asked_id == Person.id),
            and_(CatchUp.asked_id == actor.id, CatchUp.asker_id == Person.id),
        ),
        CatchUp.changed_at > now - LET_REST,
    )
    found = (
        select(Person, Mentorship)
        .join(Mentorship, Person.id == other_id)
        .where(
            or_(Mentorship.mentor_id == actor.id, Mentorship.coachee_id == actor.id),
            Mentorship.disputed_by_id.is_(None),
            Mentorship.ended_on <= now.date(),
            visible_to(actor),
            Person.standing == "active",
            ~lately,
        )
        .order_by(func.coalesce(Mentorship.ended_on, Mentorship.started_on).desc(), Mentorship.id.desc())
        .limit(1)
    )
    row = db.session.execute(found).first()
    return None if row is None else (row[0], row[1])
