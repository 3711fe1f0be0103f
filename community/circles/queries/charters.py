"""The versions of a circle's charter, and who signed them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Integer, Select, bindparam, select
from sqlalchemy.orm import contains_eager, joinedload

from community.accounts.models import Person
from community.accounts.permissions import visible_to as person_visible_to
from community.circles.models import IN, RUNNING, Charter, CharterSignature, Circle, CircleMember
from community.circles.permissions.charters import charters_visible_to
from community.core.extensions import db
from community.core.prepared import READER, built_once, rows

MOST_VERSIONS = 50


def newest_charter(circle_id: int) -> Charter | None:
    """The newest version; None while nobody has written one."""
    return db.session.scalar(_newest(), {"circle_id": circle_id})


@built_once
def _newest() -> Select[Charter]:
    at_this = Charter.circle_id == bindparam("circle_id", type_=Integer)
    return select(Charter).where(at_this).order_by(Charter.number.desc()).limit(1)


def charter_version(actor: Person | None, circle: str, number: int) -> Charter | None:
    """One version the actor may read, with its circle. A number no column holds is none."""
    if number >= 2**31:
        return None
    found = select(Charter).join(Charter.circle).options(contains_eager(Charter.circle))
    wanted = (Circle.public_id == circle, Charter.number == number, charters_visible_to(actor))
    return db.session.scalar(found.where(*wanted))


def version_before(actor: Person, charter: Charter) -> Charter | None:
    """The version it replaced, if the actor may read it."""
    wanted = (Charter.circle_id == charter.circle_id, Charter.number == charter.number - 1)
    return db.session.scalar(select(Charter).where(*wanted, charters_visible_to(actor)))


def charter_versions(actor: Person, circle_id: int) -> list[Any]:
    """Number and date of the versions the actor may read, newest first, and who wrote them if the actor may see that person."""
    found = (
        select(Charter.number, Charter.created_at, Person.name.label("author"))
        .join(Person, (Person.id == Charter.author_id) & person_visible_to(actor), isouter=True)
        .where(Charter.circle_id == circle_id, charters_visible_to(actor))
    )
    return list(db.session.execute(found.order_by(Charter.number.desc()).limit(MOST_VERSIONS)))


def signers(actor: Person, charter: Charter) -> Sequence[Any]:
    """The members who signed a version, as far as the actor sees them: public id and name, in the order of signing."""
    return rows(_signers(), actor, circle_id=charter.circle_id, charter_id=charter.id, number=charter.number)


@built_once
def _signers() -> Any:
    at_this = CircleMember.circle_id == bindparam("circle_id", type_=Integer)
    signed = CharterSignature.charter_id == bindparam("charter_id", type_=Integer)
    since_they_came = CircleMember.signed_number >= bindparam("number", type_=Integer)  # who comes back signs anew
    return (
        select(Person.public_id, Person.name)
        .join(CharterSignature, CharterSignature.person_id == Person.id)
        .join(CircleMember, CircleMember.person_id == Person.id)
        .where(signed, at_this, CircleMember.state == IN, since_they_came, person_visible_to(READER))
        .order_by(CharterSignature.created_at, Person.id)
    )


def charters_to_review(day: date) -> list[Circle]:
    """Running circles that wanted to look at their charter by that day, with their facilitator."""
    found = select(Circle).options(joinedload(Circle.facilitator))
    return list(db.session.scalars(found.where(Circle.state == RUNNING, Circle.review_on <= day).order_by(Circle.id)))
