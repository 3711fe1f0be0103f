"""One milestone or congratulation: for its page, for an action that holds it, for an event."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, Select, String, bindparam, literal, select
from sqlalchemy.orm import joinedload

from community.accounts.models import Cohort, Person
from community.core.extensions import db
from community.core.prepared import READER, built_once, rows, values_for
from community.milestones.models import Congratulation, Milestone, MilestoneOpening
from community.milestones.permissions import congratulations, milestones

# What a line about somebody shows; nobody's password is fetched for a page.
PERSON_ON_A_LINE = (Person.id, Person.public_id, Person.name, Person.standing, Person.time_zone, Person.portrait)


def by_public_id(actor: Person | None, milestone: str) -> Milestone | None:
    """One milestone the actor may see, with its two people and its cohort."""
    if actor is None or not actor.is_present:
        return None
    return db.session.scalar(_by_public_id(), values_for(actor) | {"public_id": milestone})


@built_once
def _by_public_id() -> Select[Milestone]:
    named = Milestone.public_id == bindparam("public_id", type_=String)
    return _whole().where(named, milestones.visible_to(READER))


def by_id(milestone_id: int) -> Milestone | None:
    """The milestone of an event or a mail; who may know of it is asked by the caller."""
    return db.session.scalar(_whole().where(Milestone.id == milestone_id))


def is_visible(actor: Person, milestone_id: int) -> bool:
    """Whether somebody (who need not be signed in: a mail goes to them) may see it now."""
    return actor.is_present and bool(rows(_is_visible(), actor, milestone=milestone_id))


@built_once
def _is_visible() -> Any:
    one = Milestone.id == bindparam("milestone", type_=Integer)
    return select(literal(1)).where(one, milestones.visible_to(READER))


def locked(milestone_id: int) -> Milestone | None:
    """The milestone as it is now, held until the end of the transaction: of two who act at once the second waits here."""
    held = select(Milestone.id).where(Milestone.id == milestone_id).with_for_update()
    if db.session.scalar(held) is None:
        return None
    fresh = _whole().where(Milestone.id == milestone_id).execution_options(populate_existing=True)
    return db.session.scalar(fresh)


def congratulation_by_public_id(actor: Person | None, congratulation: str) -> Congratulation | None:
    """One congratulation the actor may read, with who said it and to which milestone."""
    if actor is None or not actor.is_present:
        return None
    named = Congratulation.public_id == congratulation
    return db.session.scalar(_said().where(named, congratulations.visible_to(actor)))


def own_congratulation(actor: Person | None, congratulation: str) -> Congratulation | None:
    """What the actor said, by its address; also when they may not see any more what they said it to."""
    if actor is None or not actor.is_present:
        return None
    own = (Congratulation.public_id == congratulation, Congratulation.person_id == actor.id)
    return db.session.scalar(_said().where(*own))


def congratulation_by_id(congratulation_id: int) -> Congratulation | None:
    """The congratulation of an event or a mail; who may know of it is asked by the caller."""
    return db.session.scalar(_said().where(Congratulation.id == congratulation_id))


def locked_congratulation(congratulation_id: int) -> Congratulation | None:
    """The congratulation as it is now, held until the end of the transaction."""
    held = select(Congratulation.id).where(Congratulation.id == congratulation_id).with_for_update()
    if db.session.scalar(held) is None:
        return None
    fresh = _said().where(Congratulation.id == congratulation_id).execution_options(populate_existing=True)
    return db.session.scalar(fresh)


def is_opened_since(person: Person, milestone_id: int, since: datetime) -> bool:
    """Whether somebody has opened the milestone since then."""
    opening = db.session.get(MilestoneOpening, (person.id, milestone_id))
    return opening is not None and opening.opened_at >= since


def pictures_among(keys: Collection[str]) -> set[str]:
    """Those of the pictures which belong to a milestone."""
    return set(db.session.scalars(select(Milestone.picture).where(Milestone.picture.in_(keys)))) if keys else set()


def _whole() -> Select[Milestone]:
    return select(Milestone).options(
        joinedload(Milestone.author, innerjoin=True).load_only(*PERSON_ON_A_LINE),
        joinedload(Milestone.subject, innerjoin=True).load_only(*PERSON_ON_A_LINE),
        joinedload(Milestone.cohort).joinedload(Cohort.programme, innerjoin=True),
        joinedload(Milestone.wider_cohort).joinedload(Cohort.programme, innerjoin=True),
    )


def _said() -> Select[Congratulation]:
    milestone = joinedload(Congratulation.milestone, innerjoin=True)
    return select(Congratulation).options(
        joinedload(Congratulation.person, innerjoin=True).load_only(*PERSON_ON_A_LINE),
        milestone.joinedload(Milestone.subject, innerjoin=True).load_only(*PERSON_ON_A_LINE),
        milestone.joinedload(Milestone.author, innerjoin=True).load_only(*PERSON_ON_A_LINE),
    )


def all_of(person_id: int) -> list[Milestone]:
    """Everything shared of somebody."""
    return list(db.session.scalars(_whole().where(Milestone.subject_id == person_id, Milestone.shared_at.is_not(None))))


def is_opened(person: Person, milestone_id: int) -> bool:
    """Whether somebody has ever opened the milestone."""
    return db.session.get(MilestoneOpening, (person.id, milestone_id)) is not None
