"""Who may see a tie: each of the two their own side of it, while the other is there. And to whom one may offer one."""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false
from sqlalchemy.orm import aliased

from community.accounts.models import Person
from community.accounts.permissions import SEE_PERSON
from community.accounts.permissions import visible_to as person_visible_to
from community.core.extensions import db
from community.core.policy import Permission, can
from community.ties.models import TieSide


def _may_see(actor: Any, side: Any) -> bool:
    if actor is None or side is None or side.person_id != actor.id:
        return False
    return can(actor, SEE_PERSON, db.session.get(Person, side.other_id))


SEE_TIE = Permission("ties.see", _may_see)

_OTHER = aliased(Person)


def visible_to(actor: Person | None) -> ColumnElement[bool]:
    """The SQL twin of SEE_TIE: a clause on TieSide. Nobody sees the other's side, whoever they are."""
    if actor is None or not actor.is_present:
        return false()
    other = exists().where(_OTHER.id == TieSide.other_id, person_visible_to(actor, _OTHER))
    return and_(TieSide.person_id == actor.id, other)


def _told_it(actor: Any, contact: Any) -> bool:
    return actor is not None and actor.is_present and contact is not None and contact.told_by_id == actor.id


TAKE_BACK_CONTACT = Permission("ties.take_back_contact", _told_it)

OFFER_TIE = Permission(
    "ties.offer",
    lambda actor, person: can(actor, SEE_PERSON, person) and actor.id != person.id,
)
