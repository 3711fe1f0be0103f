"""How two people stand, as SQL clauses and single values: who said "not now" lately, and who writes to each other already."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from community.accounts.models import Person
from community.catchups.models import CatchUp
from community.core import clock
from community.core.extensions import db

AFTER_NOT_NOW = timedelta(weeks=4)  # so long nobody is pushed to ask somebody again who said "not now"


def has_said_not_now(actor_id: Any, person_id: Any, since: Any, today: Any) -> ColumnElement[bool]:
    """Clause: that person said "not now" to the actor since then, and the day on which to ask again has not come."""
    not_yet = or_(CatchUp.ask_after.is_(None), CatchUp.ask_after > today)
    lately = or_(CatchUp.changed_at >= since, CatchUp.ask_after > today)
    return exists().where(_declined(actor_id, person_id), lately, not_yet)


def writes_with(actor_id: Any, person_id: Any, since: Any) -> ColumnElement[bool]:
    """Clause: the two have an exchange of messages that was answered since then, so that writing goes on there."""
    exchange = CatchUp.kind == "messages", CatchUp.state == "happened", CatchUp.agreed_at >= since
    asked = exists().where(CatchUp.asker_id == actor_id, CatchUp.asked_id == person_id, *exchange)
    was_asked = exists().where(CatchUp.asker_id == person_id, CatchUp.asked_id == actor_id, *exchange)
    return or_(asked, was_asked)


def under_way_with(actor: Person, person_ids: Collection[int]) -> set[int]:
    """Those of the people with whom the actor has something asked or agreed, or who said "not now" to the actor lately."""
    now = clock.now()
    ahead = or_(CatchUp.state == "asked", and_(CatchUp.state == "agreed", CatchUp.ends_at > now))
    asker, asked = CatchUp.asker_id == actor.id, CatchUp.asked_id == actor.id
    both = or_(and_(asker, CatchUp.asked_id == Person.id), and_(asked, CatchUp.asker_id == Person.id))
    not_now = has_said_not_now(actor.id, Person.id, now - AFTER_NOT_NOW, clock.today(actor.time_zone))
    found = select(Person.id).where(Person.id.in_(person_ids), or_(exists().where(both, ahead), not_now))
    return set(db.session.scalars(found))


def did_not_fit_lately(actor: Person, person: Person) -> datetime | None:
    """When that person last said "not now" to the actor, within the last weeks and without a day to ask again."""
    said = select(func.max(CatchUp.changed_at)).where(
        _declined(actor.id, person.id),
        CatchUp.changed_at >= clock.now() - AFTER_NOT_NOW,
        CatchUp.ask_after.is_(None),
    )
    return db.session.scalar(said)


def _declined(actor_id: Any, person_id: Any) -> ColumnElement[bool]:
    """A request of the actor's to that person, ended by a "not now" of theirs. Of two who were introduced neither asked."""
    return and_(
        CatchUp.asker_id == actor_id,
        CatchUp.asked_id == person_id,
        CatchUp.state == "declined",
        ~CatchUp.introduced,
    )
