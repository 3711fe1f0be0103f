"""Who is about to come into a circle: requests, invitations, the waiting list; and how many of them somebody has open."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, bindparam, exists, func, select
from sqlalchemy.orm import aliased, joinedload

from community.accounts.models import Person
from community.accounts.permissions import visible_to as person_visible_to
from community.circles.models import ASKED, IN, INVITED, OFFERED, RUNNING, WAITING, Circle, CircleMember
from community.circles.permissions.joining import PENDING, places_of, received_by
from community.circles.queries.circles import PERSON_ON_A_LINE
from community.core.extensions import db
from community.core.prepared import READER, built_once, values_for

MOST_AT_ONCE = 200
INVITER, _beside = aliased(Person), aliased(CircleMember)


def own_place(actor: Person | None, circle: str) -> CircleMember | None:
    """The actor's invitation, request or place on the waiting list, with the circle."""
    return db.session.scalar(with_circle().where(Circle.public_id == circle, places_of(actor)))


def own_row(actor: Person, circle: Circle) -> tuple[CircleMember | None, str | None]:
    """What the actor has to do with a circle, whatever it is, and the name of who invited them, where there is one to name."""
    found = with_circle().add_columns(INVITER.name).outerjoin(INVITER, is_inviter(actor))
    own = (CircleMember.circle_id == circle.id, CircleMember.person_id == actor.id)
    row = db.session.execute(found.where(*own)).first()
    return (None, None) if row is None else (row[0], row[1])


def place_by_id(person: Person, member_id: int) -> CircleMember | None:
    """The same by the id a mail or a link carries, as long as it is this person's."""
    return db.session.scalar(with_circle().where(CircleMember.id == member_id, places_of(person)))


def request(actor: Person | None, request: str) -> CircleMember | None:
    """Somebody's request to join, for who holds the door."""
    return _received(actor, request, ASKED)


def request_by_id(person: Person, member_id: int) -> CircleMember | None:
    """The same by the id a mail carries."""
    found = with_circle().options(joinedload(CircleMember.person, innerjoin=True))
    wanted = (CircleMember.id == member_id, CircleMember.state == ASKED, received_by(person))
    return db.session.scalar(found.where(*wanted))


def invitation(actor: Person | None, invitation: str) -> CircleMember | None:
    """Somebody's unanswered invitation, for who holds the door."""
    return _received(actor, invitation, INVITED)


def at_the_door(actor: Person, circle_id: int) -> Sequence[CircleMember]:
    """Requests and unanswered invitations of a circle whose door the actor holds, the oldest first."""
    return db.session.scalars(_at_the_door(), values_for(actor) | {"circle_id": circle_id}).all()


@built_once
def _at_the_door() -> Select[CircleMember]:
    at_this = CircleMember.circle_id == bindparam("circle_id", type_=Integer)
    found = _with_person().where(at_this, received_by(READER))
    return found.order_by(CircleMember.since, CircleMember.id).limit(MOST_AT_ONCE)


def how_many_wait(circle_id: int) -> int:
    """How many are on the waiting list, with those for whom a place is kept."""
    return count_in(circle_id, WAITING, OFFERED)


def count_in(circle_id: int, *states: str) -> int:
    """How many people have this standing with a circle."""
    return db.session.scalar(_how_many(states), {"circle_id": circle_id}) or 0


@built_once
def _how_many(states: tuple[str, ...]) -> Any:
    at_this = CircleMember.circle_id == bindparam("circle_id", type_=Integer)
    return select(func.count()).where(at_this, CircleMember.state.in_(states))


def person_ids_concerned(circle_id: int) -> set[int]:
    """Who is in a circle or has something pending there."""
    found = select(CircleMember.person_id).where(
        CircleMember.circle_id == circle_id, CircleMember.state.in_((IN, *PENDING))
    )  # fmt: skip
    return {*db.session.scalars(found)}


def open_requests_of(person_id: int) -> int:
    """How many circles somebody has asked, waits for, or has a place kept in."""
    open_ones = CircleMember.state.in_((ASKED, WAITING, OFFERED))
    found = select(func.count()).where(CircleMember.person_id == person_id, open_ones)
    return db.session.scalar(found) or 0


def started_since(person_id: int, since: datetime) -> int:
    """How many circles somebody has started since then."""
    found = select(func.count()).where(Circle.starter_id == person_id, Circle.created_at > since)
    return db.session.scalar(found) or 0


def member_by_id(member_id: int) -> CircleMember | None:
    """The row of an event, with the circle and the person; who may know of it is asked by the caller."""
    found = with_circle().options(joinedload(CircleMember.person, innerjoin=True))
    return db.session.scalar(found.where(CircleMember.id == member_id))


def seat_with_person(circle_id: int, person_id: int) -> CircleMember | None:
    """What a person has to do with a circle, with both."""
    found = with_circle().options(joinedload(CircleMember.person, innerjoin=True))
    return db.session.scalar(found.where(CircleMember.circle_id == circle_id, CircleMember.person_id == person_id))


def inviter(actor: Person, place: CircleMember) -> str | None:
    """The name of who invited the actor, as long as the actor may see them and they are in the circle."""
    found = select(INVITER.name).join(CircleMember, is_inviter(actor)).where(CircleMember.id == place.id)
    return db.session.scalar(found)


def is_inviter(actor: Any) -> ColumnElement[bool]:
    """Clause on INVITER and CircleMember: they invited to this place, and may be named to the actor."""
    still = exists().where(
        _beside.circle_id == CircleMember.circle_id, _beside.person_id == INVITER.id, _beside.state == IN
    )  # fmt: skip
    named = person_visible_to(actor, INVITER)
    return and_(INVITER.id == CircleMember.invited_by_id, named, still.correlate(INVITER, CircleMember))


# --- for who holds the circle -----------------------------------------------------------------------------------


def waiting_in_turn(circle_id: int) -> Sequence[CircleMember]:
    """The waiting list as it is now, the longest waiting first."""
    found = _with_person().where(CircleMember.circle_id == circle_id, CircleMember.state == WAITING)
    in_turn = found.order_by(CircleMember.since, CircleMember.id).execution_options(populate_existing=True)
    return db.session.scalars(in_turn).all()


def kept_places_over(now: datetime) -> Sequence[int]:
    """Ids of rows for which a place has been kept long enough."""
    over = select(CircleMember.id).where(CircleMember.state == OFFERED, CircleMember.kept_until <= now)
    return db.session.scalars(over.order_by(CircleMember.circle_id, CircleMember.id).limit(MOST_AT_ONCE)).all()


def circles_with_room_for_waiting() -> Sequence[int]:
    """Ids of running circles with a free place and somebody on the waiting list."""
    waits = exists().where(CircleMember.circle_id == Circle.id, CircleMember.state == WAITING)
    found = select(Circle.id).where(Circle.state == RUNNING, Circle.taken < Circle.size, waits)
    return db.session.scalars(found.order_by(Circle.id).limit(MOST_AT_ONCE)).all()


def pending_of(person_id: int) -> Sequence[CircleMember]:
    """Everything of somebody's that is pending, in whatever circle."""
    found = with_circle().where(CircleMember.person_id == person_id, CircleMember.state.in_(PENDING))
    return db.session.scalars(found.order_by(CircleMember.circle_id)).all()


def pending_beside(person_id: int, other_id: int) -> Sequence[CircleMember]:
    """What is pending of somebody in circles in which somebody else is."""
    other = aliased(CircleMember)
    inside = exists().where(
        other.circle_id == CircleMember.circle_id, other.person_id == other_id, other.state == IN
    )  # fmt: skip
    found = with_circle().where(
        CircleMember.person_id == person_id, CircleMember.state.in_(PENDING), inside.correlate(CircleMember)
    )  # fmt: skip
    return db.session.scalars(found.order_by(CircleMember.circle_id)).all()


def _received(actor: Person | None, public_id: str, state: str) -> CircleMember | None:
    found = with_circle().options(joinedload(CircleMember.person, innerjoin=True))
    wanted = (CircleMember.public_id == public_id, CircleMember.state == state, received_by(actor))
    return db.session.scalar(found.where(*wanted))


def _with_person() -> Select[CircleMember]:
    return select(CircleMember).options(joinedload(CircleMember.person, innerjoin=True))


def with_circle() -> Select[CircleMember]:
    """Rows with their circle, its facilitator and its stand-in."""
    circle = joinedload(CircleMember.circle, innerjoin=True)
    return (
        select(CircleMember)
        .join(Circle, Circle.id == CircleMember.circle_id)
        .options(
            circle.joinedload(Circle.facilitator).load_only(*PERSON_ON_A_LINE),
            circle.joinedload(Circle.stand_in).load_only(*PERSON_ON_A_LINE),
        )
    )
