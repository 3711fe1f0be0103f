"""One circle, or what somebody has to do with it: for its pages, for an action that holds it, for an event."""

from sqlalchemy import Integer, Select, String, bindparam, select
from sqlalchemy.orm import contains_eager, joinedload

from community.accounts.models import Person
from community.accounts.permissions import visible_to as person_visible_to
from community.circles.models import IN, Circle, CircleMember
from community.circles.permissions import visible_to
from community.core.extensions import db
from community.core.prepared import READER, built_once, values_for

# What a line about somebody shows; nobody's password is fetched for a page.
PERSON_ON_A_LINE = (Person.id, Person.public_id, Person.name, Person.standing, Person.time_zone, Person.portrait)


def by_public_id(actor: Person | None, circle: str) -> Circle | None:
    """One circle the actor may see, with facilitator and stand-in."""
    return db.session.scalar(_whole().where(Circle.public_id == circle, visible_to(actor)))


def seat(actor: Person | None, circle: str) -> CircleMember | None:
    """The actor's own row of a circle they are in, with the circle: what every page inside is opened with."""
    if actor is None or not actor.is_present:
        return None
    return db.session.scalar(_own_seat(), values_for(actor) | {"circle": circle})


@built_once
def _own_seat() -> Select[CircleMember]:
    own = (CircleMember.person_id == READER.id, CircleMember.state == IN)
    return whole_seats().where(Circle.public_id == bindparam("circle", type_=String), *own)


def by_id(circle_id: int) -> Circle | None:
    """The circle of an event or a mail; who may know of it is asked by the caller."""
    return db.session.scalar(_whole().where(Circle.id == circle_id))


def seat_by_ids(circle_id: int, person_id: int) -> CircleMember | None:
    """What a person has to do with a circle, with the circle."""
    return db.session.scalar(
        whole_seats().where(CircleMember.circle_id == circle_id, CircleMember.person_id == person_id)
    )


def fresh_seat(circle_id: int, person_id: int) -> CircleMember | None:
    """The same as it is now, whatever was read before its circle was held."""
    found = whole_seats().where(CircleMember.circle_id == circle_id, CircleMember.person_id == person_id)
    return db.session.scalar(found.execution_options(populate_existing=True))


def locked(circle_id: int) -> Circle | None:
    """The circle as it is now, held until the end of the transaction: of two who act at once the second waits here."""
    held = select(Circle.id).where(Circle.id == circle_id).with_for_update()
    if db.session.scalar(held) is None:
        return None
    return db.session.scalar(_whole().where(Circle.id == circle_id).execution_options(populate_existing=True))


def members(circle_id: int, *states: str) -> list[CircleMember]:
    """Everybody with this standing (by default the members), longest first; for actions and mails."""
    found = whole_seats().options(joinedload(CircleMember.person, innerjoin=True))
    return list(
        db.session.scalars(
            found.where(CircleMember.circle_id == circle_id, CircleMember.state.in_(states or (IN,))).order_by(
                CircleMember.since, CircleMember.id
            )
        )
    )


def members_seen_by(actor: Person, circle_id: int) -> list[CircleMember]:
    """The members of a circle whom the actor may see, longest first."""
    if not actor.is_present:
        return []
    return list(db.session.scalars(_members_seen(), values_for(actor) | {"circle_id": circle_id}))


@built_once
def _members_seen() -> Select[CircleMember]:
    return (
        select(CircleMember)
        .join(CircleMember.person)
        .options(contains_eager(CircleMember.person).load_only(*PERSON_ON_A_LINE))
        .where(
            CircleMember.circle_id == bindparam("circle_id", type_=Integer),
            CircleMember.state == IN,
            person_visible_to(READER),
        )
        .order_by(CircleMember.since, CircleMember.id)
    )


def seats_of(person_id: int) -> list[CircleMember]:
    """Every circle somebody is in, with what has ended; for what follows when they leave the community."""
    found = whole_seats().where(CircleMember.person_id == person_id, CircleMember.state == IN)
    return list(db.session.scalars(found.order_by(CircleMember.circle_id)))


def anybody_in(circle_id: int) -> bool:
    """Whether a circle has a member at all."""
    found = select(CircleMember.id).where(CircleMember.circle_id == circle_id, CircleMember.state == IN)
    return db.session.scalar(found.limit(1)) is not None


def _whole() -> Select[Circle]:
    return select(Circle).options(
        joinedload(Circle.facilitator).load_only(*PERSON_ON_A_LINE),
        joinedload(Circle.stand_in).load_only(*PERSON_ON_A_LINE),
    )


def whole_seats() -> Select[CircleMember]:
    """Rows of members joined with their circle, and with who holds it together."""
    circle = contains_eager(CircleMember.circle)
    return (
        select(CircleMember)
        .join(CircleMember.circle)
        .options(
            circle.joinedload(Circle.facilitator).load_only(*PERSON_ON_A_LINE),
            circle.joinedload(Circle.stand_in).load_only(*PERSON_ON_A_LINE),
        )
    )
