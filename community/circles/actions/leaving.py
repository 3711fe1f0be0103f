"""Leaving a circle, and letting somebody go. Whoever held it together is followed by somebody else, or all are asked."""

from community.accounts.models import Person
from community.circles import queries
from community.circles.actions.ending import end
from community.circles.actions.roles import find_a_place, lead_from_now_on
from community.circles.actions.steps import held, held_seat
from community.circles.models import INVITED, LEFT, REMOVED, Circle, CircleMember
from community.circles.permissions import BELONG, FACILITATE
from community.core import clock
from community.core.errors import Conflict, Refused
from community.core.extensions import db
from community.core.language import _l
from community.core.outbox import publish
from community.core.text import clean_text
from community.events import CircleHandedOn, CircleLeft, CircleNeedsFacilitator


def leave(actor: Person, seat: CircleMember) -> None:
    """Leave, whenever one likes. The last one out ends the circle.

    Publishes CircleLeft; of a facilitator also what `hand_on` publishes.
    """
    _go(held_seat(actor, seat, BELONG), LEFT)


def remove(actor: Person, seat: CircleMember, member: CircleMember, *, words: str) -> None:
    """Let a member go, with words that this person alone will read.

    Refuses (Refused) everybody but the facilitator, and oneself; (Conflict) who is not in any more. Publishes CircleLeft.
    """
    seat = held_seat(actor, seat, FACILITATE)
    if not seat.facilitates or member.person_id == actor.id:
        raise Refused(_l("Only the facilitator can let somebody else go."))
    member = _still_in(seat.circle, member)
    _go(member, REMOVED)
    member.words = clean_text(words)


def leave_everything(person_id: int) -> None:
    """Whoever leaves the community leaves their circles. What has ended stays as it is."""
    for seat in queries.seats_of(person_id):
        circle = held(seat.circle)
        db.session.refresh(seat)
        if seat.is_in and not circle.is_ended:
            _go(seat, LEFT)


def hand_on(circle: Circle, person_id: int) -> None:
    """Somebody cannot hold the circle together any more (or stand in): the stand-in follows, or else everybody is asked.

    The circle is held by the caller. Publishes CircleHandedOn or CircleNeedsFacilitator.
    """
    if circle.asked_to_facilitate_id == person_id:
        circle.asked_to_facilitate_id = None
    if circle.stand_in_id == person_id:
        circle.stand_in_id = None
    if circle.facilitator_id != person_id:
        return
    circle.facilitator_id, circle.stand_in_id, circle.asked_to_facilitate_id = circle.stand_in_id, None, None
    if circle.is_ended:
        return
    if circle.facilitator_id is None:
        publish(CircleNeedsFacilitator(circle.id))
    else:
        _follow(circle, circle.facilitator_id, person_id)
        publish(CircleHandedOn(circle.id, circle.facilitator_id, followed=True))


def _follow(circle: Circle, person_id: int, before_id: int) -> None:
    """Whoever holds the circle together learns it no more, and leads what the one before was to lead."""
    seat = queries.fresh_seat(circle.id, person_id)
    if seat is not None:
        seat.step = None
        db.session.flush()
        find_a_place(seat)
    lead_from_now_on(circle, before_id)


def _still_in(circle: Circle, member: CircleMember) -> CircleMember:
    fresh = queries.fresh_seat(circle.id, member.person_id)
    if fresh is None or not fresh.is_in:
        raise Conflict(_l("They are not in this circle any more."))
    return fresh


def _others_may_come(circle: Circle) -> bool:
    """A circle that was formed from the list is everybody's who is still to answer."""
    return queries.is_formed(circle.id) and queries.count_in(circle.id, INVITED) > 0


def _go(seat: CircleMember, state: str) -> None:
    """The only way out: the place is free from now on. The circle is held by the caller."""
    circle = seat.circle
    seat.state, seat.since = state, clock.now()
    seat.words = seat.step = None
    circle.taken -= 1
    db.session.flush()
    if not queries.anybody_in(circle.id) and not _others_may_come(circle):
        end(circle)
    hand_on(circle, seat.person_id)
    publish(CircleLeft(circle.id, seat.person_id, removed=state == REMOVED))
    db.session.flush()
