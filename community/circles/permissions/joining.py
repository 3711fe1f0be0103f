"""Who may come in and who lets in: asking from outside, one's own place before one is in, and the facilitator's door.

The door is open to facilitator and stand-in, also before there is a charter: a circle may gather people first.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_
from sqlalchemy.orm import aliased

from community.accounts.models import Person
from community.accounts.permissions import SEE_PERSON, blocked_with
from community.accounts.permissions import visible_to as person_visible_to
from community.circles.models import (
    ASKED,
    DECLINED,
    IN,
    INVITED,
    LEFT,
    NOT_NOW,
    OFFERED,
    RUNNING,
    WAITING,
    Circle,
    CircleMember,
)
from community.circles.permissions.circles import NOW, SEE_CIRCLE, seat_of, visible_to
from community.core import clock
from community.core.extensions import db
from community.core.policy import Permission, can

PENDING = (INVITED, OFFERED, ASKED, WAITING)
AT_THE_DOOR = (ASKED, INVITED)

_door, _inside = aliased(CircleMember), aliased(CircleMember)
_place_circle, _door_circle = aliased(Circle), aliased(Circle)
_somebody = aliased(Person)


def may_knock(actor: Any, circle: Any, seat: CircleMember | None) -> bool:
    """Whether nothing speaks against it in what the actor has had to do with a circle they see."""
    before = seat is None or seat.state in (LEFT, DECLINED, NOT_NOW)
    return before and circle.is_running and circle.is_listed and circle.joining != "by_invitation"


# Joining an open circle, asking for a place in another, waiting for one: for who has no answer pending.
KNOCK = Permission(
    "circles.knock",
    lambda actor, circle: can(actor, SEE_CIRCLE, circle) and may_knock(actor, circle, seat_of(actor, circle)),
)


def _own_place(actor: Any, place: Any) -> bool:
    if actor is None or place is None or place.person_id != actor.id or place.state not in PENDING:
        return False
    circle = db.session.get(Circle, place.circle_id)
    return circle is not None and circle.is_running and can(actor, SEE_CIRCLE, circle)


# An invitation, a request, waiting, a place kept: one's own until one is in, and as long as the circle takes people in.
OWN_PLACE = Permission("circles.own_place", _own_place)


def places_of(actor: Person | None) -> ColumnElement[bool]:
    """The SQL twin of OWN_PLACE: a clause on CircleMember."""
    if actor is None or not actor.is_present:
        return false()
    circle = exists().where(Circle.id == CircleMember.circle_id, Circle.state == RUNNING, visible_to(actor))
    return and_(
        CircleMember.person_id == actor.id, CircleMember.state.in_(PENDING), circle.correlate(CircleMember)
    )  # fmt: skip


def _may_welcome(actor: Any, seat: Any) -> bool:
    if actor is None or not actor.is_present or seat is None or seat.person_id != actor.id or not seat.is_in:
        return False
    circle = db.session.get(Circle, seat.circle_id)
    if circle is None or not circle.is_running or actor.id not in (circle.facilitator_id, circle.stand_in_id):
        return False
    return circle.charter_number == 0 or seat.has_signed(circle, clock.now())


# The facilitator and the stand-in, on their own row: invite, change what the circle says of itself.
WELCOME = Permission("circles.welcome", _may_welcome)


def _may_receive(actor: Any, other: Any) -> bool:
    if actor is None or other is None or other.state not in AT_THE_DOOR or other.person_id == actor.id:
        return False
    circle, person = db.session.get(Circle, other.circle_id), db.session.get(Person, other.person_id)
    if not _may_welcome(actor, seat_of(actor, circle)) or not can(actor, SEE_PERSON, person):
        return False
    return other.state == INVITED or can(person, SEE_CIRCLE, circle)


# Somebody else's request or invitation, on its row: for who holds the door. A request parted by a block is not there.
RECEIVE = Permission("circles.receive", _may_receive)


def received_by(actor: Person | None) -> ColumnElement[bool]:
    """The SQL twin of RECEIVE: a clause on CircleMember."""
    if actor is None or not actor.is_present:
        return false()
    signed = or_(
        _door_circle.charter_number == 0,
        _door.signed_number >= _door_circle.charter_number,
        and_(_door.signed_number >= _door_circle.charter_bound_number, _door.signed_number > 0,
             _door_circle.charter_binds_at > NOW),
    )  # fmt: skip
    holds = exists().where(
        _door.circle_id == CircleMember.circle_id, _door.person_id == actor.id, _door.state == IN,
        _door_circle.id == _door.circle_id, _door_circle.state == RUNNING,
        or_(_door_circle.facilitator_id == actor.id, _door_circle.stand_in_id == actor.id), signed,
    )  # fmt: skip
    seen = exists().where(_somebody.id == CircleMember.person_id, person_visible_to(actor, _somebody))
    parted = exists().where(
        _inside.circle_id == CircleMember.circle_id, _inside.state == IN,
        blocked_with(CircleMember.person_id, _inside.person_id),
    )  # fmt: skip
    asked = and_(CircleMember.state == ASKED, ~parted.correlate(CircleMember))
    return and_(
        CircleMember.person_id != actor.id, or_(CircleMember.state == INVITED, asked),
        holds.correlate(CircleMember), seen.correlate(CircleMember),
    )  # fmt: skip
