"""What follows when somebody is invited, asks, is answered or comes in; and what a block or a farewell ends without a word."""

from community.accounts.queries import person_by_id
from community.circles import actions, queries
from community.core import clock, mail
from community.events import (
    CircleInvited,
    CircleJoined,
    CircleLeft,
    CirclePlaceKept,
    CircleRequestAnswered,
    CircleRequested,
    PersonBlocked,
    PersonLeft,
    PersonSuspended,
)


def tell_the_invited(event: CircleInvited) -> None:
    """There is an invitation to answer. One mail a day, however often it is taken back and sent again."""
    place = queries.member_by_id(event.member_id)
    if place is not None:
        about = f"circle:{place.circle_id}:{clock.today()}"
        mail.post("circles.invited", to=place.person, about=about, member_id=place.id)


def tell_who_waited(event: CirclePlaceKept) -> None:
    """There is a place, for a week."""
    _tell("circles.place_kept", event.member_id)


def tell_who_asked(event: CircleRequestAnswered) -> None:
    """There is an answer."""
    _tell("circles.answered", event.member_id)


def tell_the_door(event: CircleRequested) -> None:
    """Whoever holds the circle together, or stands in while they are away or have yet to sign, finds a request.

    One mail a day about each who asks, however often they take it back and ask again.
    """
    place = queries.member_by_id(event.member_id)
    if place is None:
        return
    for one in filter(None, (place.circle.facilitator, place.circle.stand_in)):
        person = person_by_id(one.id)
        if person is not None and queries.request_by_id(person, place.id) is not None:
            about = f"circle:{place.circle_id}:asked:{place.person_id}:{clock.today()}"
            mail.post("circles.asked", to=person, about=about, member_id=place.id)
            return


def tell_of_the_newcomer(event: CircleJoined) -> None:
    """The facilitator, unless they let them in themselves."""
    circle = queries.by_id(event.circle_id)
    if circle is None or circle.facilitator_id in (None, event.person_id, event.let_in_by):
        return
    person, newcomer = person_by_id(circle.facilitator_id), queries.seat_by_ids(circle.id, event.person_id)
    if person is not None and newcomer is not None:
        about = f"circle-joined:{newcomer.id}:{newcomer.since.isoformat()}"
        mail.post("circles.joined", to=person, about=about, circle_id=circle.id, joined_id=event.person_id)


def keep_the_free_place(event: CircleLeft) -> None:
    """Somebody has gone: the place is for who has waited longest."""
    actions.keep_free_places(event.circle_id)


def end_pending_between(event: PersonBlocked) -> None:
    """What one of the two has pending in a circle of the other ends, and nobody is told."""
    one, other = event.blocker_id, event.blocked_id
    for place in (*queries.pending_beside(one, other), *queries.pending_beside(other, one)):
        actions.let_go(place)


def end_pending_of(event: PersonLeft | PersonSuspended) -> None:
    """Somebody is gone: nobody is to wait for their answer, and they hold no place."""
    for place in queries.pending_of(event.person_id):
        actions.let_go(place)


def _tell(kind: str, member_id: int) -> None:
    place = queries.member_by_id(member_id)
    if place is not None:
        about = f"circle-place:{place.id}:{place.since.isoformat()}"
        mail.post(kind, to=place.person, about=about, member_id=place.id)
