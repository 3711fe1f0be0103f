"""What the other modules share: holding a circle, admitting somebody to it, and checking what was typed."""

from community.accounts.models import Person
from community.circles import queries
from community.circles.models import IN, Circle, CircleMember
from community.core import clock
from community.core.errors import Conflict, Missing
from community.core.extensions import db
from community.core.language import _l
from community.core.outbox import publish
from community.core.policy import Permission, can
from community.events import CircleJoined

CHANGED = _l("Something has changed since you opened this page.")
LOOK_AGAIN = _l("Open the circle again to see how things stand.")


def held(circle: Circle) -> Circle:
    """The circle as it is now, held until the end of the transaction. Refuses (Missing) one that is gone."""
    fresh = queries.locked(circle.id)
    if fresh is None:
        raise Missing
    return fresh


def held_seat(actor: Person, seat: CircleMember, permission: Permission) -> CircleMember:
    """The actor's own row as it is now, its circle held. Refuses (Conflict) what the actor may not do any more."""
    seat = renewed(seat)
    if not can(actor, permission, seat):
        raise Conflict(CHANGED, what_next=LOOK_AGAIN)
    return seat


def renewed(row: CircleMember) -> CircleMember:
    """Somebody's row as it is now, with its circle, which is held. Refuses (Conflict) one that is gone."""
    circle = held(row.circle)
    fresh = queries.fresh_seat(circle.id, row.person_id)
    if fresh is None:
        raise Conflict(CHANGED, what_next=LOOK_AGAIN)
    return fresh


def seat_for(circle: Circle, person_id: int, state: str) -> CircleMember:
    """The person's row of a held circle, in this state from now on."""
    seat = queries.fresh_seat(circle.id, person_id)
    if seat is None:
        seat = CircleMember(circle_id=circle.id, person_id=person_id, signed_number=0)
        seat.circle = circle
        db.session.add(seat)
    seat.state, seat.since = state, clock.now()
    return seat


def admit(circle: Circle, person_id: int, *, let_in_by: int | None = None) -> CircleMember:
    """Let somebody in: the only place where anybody becomes a member. The circle is held by the caller.

    Refuses (Conflict) when every place is taken; who has a place kept for them (OFFERED) takes that one.
    Publishes CircleJoined.
    """
    before = queries.fresh_seat(circle.id, person_id)
    if before is not None and before.state == IN:
        return before
    if before is None or before.state != "offered":
        if circle.is_full:
            raise Conflict(
                _l("The last place has just been taken."),
                what_next=_l("You can put yourself on the waiting list: you will be asked when a place is free."),
            )
        circle.taken += 1
    seat = seat_for(circle, person_id, IN)
    now = seat.since
    seat.kept_until, seat.joined_at = None, now
    is_first = circle.taken == 1 and circle.charter_number == 0  # before a charter nobody wrote anything
    seat.reads_from = circle.history_from or (None if is_first else now)
    seat.signed_number, seat.signed_at, seat.seen_at = 0, None, now
    db.session.flush()
    publish(CircleJoined(circle.id, person_id, let_in_by))
    return seat
