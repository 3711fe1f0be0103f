"""Who may change who holds a circle together, who moves on one step, and who may let somebody go.

SEE_MEMBER and what stands on it are asked of the CircleMember row of the other; the rest of one's own.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, select
from sqlalchemy.orm import aliased
from sqlalchemy.orm.attributes import set_committed_value

from community.accounts.models import Person
from community.accounts.permissions import SEE_PERSON
from community.accounts.permissions import visible_to as person_visible_to
from community.circles.models import IN, REMOVED, Circle, CircleMember
from community.circles.permissions.circles import BELONG, FACILITATE, WRITE_IN_CIRCLE, seat_of
from community.core import clock
from community.core.extensions import db
from community.core.policy import Permission, can

_with, _person = aliased(CircleMember), aliased(Person)


def _may_see_member(actor: Any, row: Any) -> bool:
    if actor is None or row is None or not row.is_in or not actor.is_present:
        return False
    if row.person_id == actor.id:
        return True
    own = _own_seat(actor, row)
    return own is not None and own.is_in and can(actor, SEE_PERSON, db.session.get(Person, row.person_id))


SEE_MEMBER = Permission("circles.see_member", _may_see_member)


def members_visible_to(actor: Person | None) -> ColumnElement[bool]:
    """The SQL twin of SEE_MEMBER: a clause on CircleMember. Whoever is in a circle sees who else is, but for blocks."""
    if actor is None or not actor.is_present:
        return false()
    together = exists().where(_with.circle_id == CircleMember.circle_id, _with.person_id == actor.id, _with.state == IN)
    seen = select(_person.id).where(person_visible_to(actor, _person))
    return and_(CircleMember.state == IN, together.correlate(CircleMember), CircleMember.person_id.in_(seen))


# --- who holds it together --------------------------------------------------------------------------------------


def may_take_over(seat: CircleMember, now: datetime) -> bool:
    """A member who keeps the charter may hold the circle together: when asked to, or when nobody does."""
    circle = seat.circle
    if circle.is_ended or not seat.is_in:
        return False
    is_free = circle.facilitator_id is None or circle.asked_to_facilitate_id == seat.person_id
    return is_free and (circle.charter_number == 0 or seat.has_signed(circle, now))


TAKE_OVER = Permission(
    "circles.take_over", lambda actor, seat: can(actor, BELONG, seat) and may_take_over(seat, clock.now())
)
# Whom the facilitator asked to take over may say no; the facilitator may take the question back.
END_THE_ASKING = Permission(
    "circles.end_the_asking",
    lambda actor, seat: (
        can(actor, BELONG, seat)
        and not seat.circle.is_ended
        and seat.circle.asked_to_facilitate_id is not None
        and actor.id in (seat.circle.asked_to_facilitate_id, seat.circle.facilitator_id)
    ),
)
# The stand-in steps down, or the facilitator does without one.
END_STANDING_IN = Permission(
    "circles.end_standing_in",
    lambda actor, seat: (
        can(actor, BELONG, seat)
        and seat.circle.stand_in_id is not None
        and seat.may_facilitate
        and not seat.circle.is_ended
    ),
)


def _facilitates_for(actor: Any, row: Any) -> bool:
    """The actor is the facilitator of the circle in which the row's person is another member."""
    if not _may_see_member(actor, row) or row.person_id == actor.id:
        return False
    own = _own_seat(actor, row)
    return own is not None and own.facilitates and can(actor, FACILITATE, own)


# Asking somebody to take over, naming them stand-in.
ENTRUST = Permission("circles.entrust", _facilitates_for)
LET_GO = Permission("circles.let_go", _facilitates_for)
# The steps into facilitating: one's own, or those of a member, by who holds the circle together.
TRY_FACILITATING = Permission(
    "circles.try_facilitating", lambda actor, seat: can(actor, WRITE_IN_CIRCLE, seat) and not seat.facilitates
)


def _may_move_on(actor: Any, row: Any) -> bool:
    if not _may_see_member(actor, row) or row.step is None:
        return False
    own = _own_seat(actor, row)
    if own is None or not can(actor, WRITE_IN_CIRCLE, own):
        return False
    return own.may_facilitate or own.person_id == row.person_id


MOVE_ON = Permission("circles.move_on", _may_move_on)

# Whoever was let go reads the words that were left for them; nobody else does.
READ_FAREWELL = Permission(
    "circles.read_farewell",
    lambda actor, row: (
        actor is not None
        and actor.is_present
        and row is not None
        and row.person_id == actor.id
        and row.state == REMOVED
    ),
)


def farewells_visible_to(actor: Person | None) -> ColumnElement[bool]:
    """The SQL twin of READ_FAREWELL: a clause on CircleMember."""
    if actor is None or not actor.is_present:
        return false()
    return and_(CircleMember.person_id == actor.id, CircleMember.state == REMOVED)


def _own_seat(actor: Any, row: Any) -> CircleMember | None:
    circle = db.session.get(Circle, row.circle_id)
    own = seat_of(actor, circle) if circle is not None else None
    if own is not None:
        set_committed_value(own, "circle", circle)  # a seat found by itself has not its circle with it
    return own
