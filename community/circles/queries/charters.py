"""The versions of a circle's charter, and who signed them."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from community.accounts.models import Person
from community.accounts.permissions import visible_to as person_visible_to
from community.circles.models import IN, RUNNING, Charter, CharterSignature, Circle, CircleMember
from community.circles.permissions.charters import charters_visible_to
from community.core.extensions import db

MOST_VERSIONS = 50


def newest_charter(circle_id: int) -> Charter | None:
    """The newest version; None while nobody has written one."""
    found = select(Charter).where(Charter.circle_id == circle_id).order_by(Charter.number.desc()).limit(1)
    return db.session.scalar(found)


def charter_version(actor: Person | None, circle: str, number: int) -> Charter | None:
    """One version the actor may read, with its circle."""
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


def signers(actor: Person, charter: Charter) -> list[Any]:
    """The members who signed a version, as far as the actor sees them: public id and name, in the order of signing."""
    found = (
        select(Person.public_id, Person.name)
        .join(CharterSignature, CharterSignature.person_id == Person.id)
        .join(CircleMember, (CircleMember.person_id == Person.id) & (CircleMember.circle_id == charter.circle_id))
        .where(CharterSignature.charter_id == charter.id, CircleMember.state == IN, person_visible_to(actor))
    )
    return list(db.session.execute(found.order_by(CharterSignature.created_at, Person.id)))


def charters_to_review(day: date) -> list[Circle]:
    """Running circles that wanted to look at their charter by that day, with their facilitator."""
    found = select(Circle).options(joinedload(Circle.facilitator))
    return list(db.session.scalars(found.where(Circle.state == RUNNING, Circle.review_on <= day).order_by(Circle.id)))
