"""Every reading of catch-ups, named for the page or the work that needs it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from community.accounts.models import Person
from community.accounts.permissions import blocked_with
from community.catchups.models import CatchUp
from community.catchups.permissions import visible_to
from community.core.extensions import db

PERSON_ON_A_LINE = (Person.id, Person.public_id, Person.name, Person.standing, Person.quiet_until, Person.time_zone)


def by_public_id(actor: Person | None, catchup: str) -> CatchUp | None:
    """One catch-up of the actor's with everything its page shows."""
    return db.session.scalar(_whole().where(CatchUp.public_id == catchup, visible_to(actor)))


def by_id(catchup_id: int) -> CatchUp | None:
    """The catch-up of an event or a mail; who may know of it is asked by the caller."""
    return db.session.scalar(_whole().where(CatchUp.id == catchup_id))


def locked(catchup_id: int) -> CatchUp | None:
    """The catch-up as it is now, held until the end of the transaction: of two who act at once the second waits here."""
    held = select(CatchUp.id).where(CatchUp.id == catchup_id).with_for_update()
    if db.session.scalar(held) is None:
        return None
    return db.session.scalar(_whole().where(CatchUp.id == catchup_id).execution_options(populate_existing=True))


def hold_people(*person_ids: int) -> None:
    """Let nobody else count or change what these people have open, until the end of the transaction."""
    held = select(Person.id).where(Person.id.in_(person_ids)).order_by(Person.id)
    db.session.execute(held.with_for_update(key_share=True)).all()


# --- for the clock and the subscribers ------------------------------------------------------------------------


def due(column: Any, now: datetime, most: int = 200) -> Sequence[int]:
    """Ids of what the clock has to do something about: the time in `column` has come."""
    return db.session.scalars(select(CatchUp.id).where(column <= now).order_by(column).limit(most)).all()


def unfinished_between(one_id: int, other_id: int, now: datetime) -> Sequence[int]:
    """Ids of everything asked or ahead between two people."""
    both = and_(CatchUp.asker_id.in_((one_id, other_id)), CatchUp.asked_id.in_((one_id, other_id)))
    return db.session.scalars(select(CatchUp.id).where(both, _unfinished(now)).order_by(CatchUp.id)).all()


def unfinished_of(person_id: int, now: datetime) -> Sequence[int]:
    """Ids of everything asked or ahead of one person."""
    theirs = or_(CatchUp.asker_id == person_id, CatchUp.asked_id == person_id)
    return db.session.scalars(select(CatchUp.id).where(theirs, _unfinished(now)).order_by(CatchUp.id)).all()


def _unfinished(now: datetime) -> ColumnElement[bool]:
    return or_(CatchUp.state == "asked", and_(CatchUp.state == "agreed", CatchUp.ends_at > now))


def sees_of(actor: Person, catchup_id: int) -> bool:
    """Whether the actor may (still) know of a catch-up: asked before every mail about it."""
    return db.session.scalar(select(exists().where(CatchUp.id == catchup_id, visible_to(actor)))) or False


def may_be_told(person: Person, catchup: CatchUp) -> bool:
    """Whether the end of a catch-up may be told to this person: also when the other has left, but not across a block."""
    if not person.is_present:
        return False
    other_id = catchup.other_id(person.id)
    return db.session.scalar(select(Person.id).where(Person.id == other_id, blocked_with(person.id, Person.id))) is None


def the_two() -> tuple[ORMOption, ...]:
    """The people of a catch-up, as far as a line about it shows them."""
    return (
        joinedload(CatchUp.asker, innerjoin=True).load_only(*PERSON_ON_A_LINE),
        joinedload(CatchUp.asked, innerjoin=True).load_only(*PERSON_ON_A_LINE),
    )


def _whole() -> Select[CatchUp]:
    """A catch-up with its two people, the proposed times and what each said afterwards."""
    return select(CatchUp).options(*the_two(), selectinload(CatchUp.times), selectinload(CatchUp.answers))
