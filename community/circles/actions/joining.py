"""Coming in from outside: joining an open circle, asking for a place, and taking a word back."""

from datetime import timedelta

from community.accounts.models import Person
from community.accounts.queries import lock
from community.circles import queries
from community.circles.actions.steps import CHANGED, LOOK_AGAIN, admit, held, renewed, seat_for
from community.circles.actions.waiting import forget, give_back, keep_places
from community.circles.models import (
    ASKED,
    DECLINED,
    IN,
    INVITED,
    LONGEST_WORDS,
    NOT_NOW,
    OFFERED,
    WAITING,
    Circle,
    CircleMember,
)
from community.circles.permissions.joining import KNOCK, OWN_PLACE, RECEIVE
from community.core import clock
from community.core.errors import Conflict, Invalid
from community.core.extensions import db
from community.core.language import _l
from community.core.outbox import publish
from community.core.policy import can
from community.core.text import clean_text
from community.events import CircleRequestAnswered, CircleRequested

MOST_OPEN_REQUESTS = 10
ASK_AGAIN_AFTER = timedelta(days=30)


def join(actor: Person, circle: Circle) -> CircleMember:
    """Come into an open circle.

    Refuses (Conflict) when it is not open, full, or has places only for who waits. Publishes CircleJoined.
    """
    circle = _knocked_at(actor, circle, "open")
    keep_places(circle)
    return admit(circle, actor.id)


def ask(actor: Person, circle: Circle, *, words: str) -> CircleMember:
    """Ask for a place, in a few words for whoever holds the door; a full circle too, for its waiting list.

    Refuses (Invalid) without words or with too many; (Conflict) with ten requests open, or within thirty days of a no.
    Publishes CircleRequested.
    """
    lock(actor)
    circle = _knocked_at(actor, circle, "on_request")
    words = clean_text(words)
    if not words:
        raise Invalid(_l("Please write a sentence or two: it helps to say yes."), field="words")
    if len(words) > LONGEST_WORDS:
        raise Invalid(_l("Please keep it to %(max)d characters.", max=LONGEST_WORDS), field="words")
    reason = reason_not_to_ask(actor, queries.seat_by_ids(circle.id, actor.id))
    if reason is not None:
        raise reason
    seat = seat_for(circle, actor.id, ASKED)
    seat.words, seat.invited_by_id = words, None
    db.session.flush()
    publish(CircleRequested(seat.id))
    return seat


def wait(actor: Person, circle: Circle) -> CircleMember:
    """Wait for a place in an open circle that is full; a place that is free is kept at once.

    Refuses (Conflict) with ten requests open. Publishes CirclePlaceKept when there is one.
    """
    lock(actor)
    circle = _knocked_at(actor, circle, "open")
    reason = reason_not_to_ask(actor, queries.seat_by_ids(circle.id, actor.id))
    if reason is not None:
        raise reason
    seat = seat_for(circle, actor.id, WAITING)
    seat.words = seat.invited_by_id = None
    db.session.flush()
    keep_places(circle)
    return seat


def reason_not_to_ask(actor: Person, before: CircleMember | None) -> Conflict | None:
    """Why the actor cannot ask or wait now; None when they can. `before`: what they have had to do with the circle."""
    if queries.open_requests_of(actor.id) >= MOST_OPEN_REQUESTS:
        return Conflict(
            _l("You wait for an answer of %(number)d circles already.", number=MOST_OPEN_REQUESTS),
            what_next=_l("Wait for one of them, or take one back: you find them under Circles."),
        )
    if before is not None and before.state == NOT_NOW and clock.now() - before.since < ASK_AGAIN_AFTER:
        return Conflict(
            _l("You asked this circle not long ago."),
            what_next=_l("Ask again in a month; others may have a place for you today."),
        )
    return None


def withdraw(actor: Person, place: CircleMember) -> None:
    """Take a request or the waiting back. Nobody is told. Refuses (Conflict) when it was answered meanwhile."""
    place = _own(actor, place)
    if place.state not in (ASKED, WAITING):
        raise Conflict(CHANGED, what_next=LOOK_AGAIN)
    forget(place)


def answer_place(actor: Person, place: CircleMember, *, wants: bool) -> CircleMember:
    """Say yes or no, thank you to an invitation or to a place that is kept.

    Who is invited to a circle that has filled meanwhile waits for the next place. Refuses (Conflict) when there is nothing to
    answer any more. Publishes CircleJoined or, of the next one, CirclePlaceKept.
    """
    place = _own(actor, place)
    circle = place.circle
    if place.state == OFFERED:
        if wants:
            return admit(circle, actor.id)
        give_back(place)
        return place
    if place.state != INVITED:
        raise Conflict(CHANGED, what_next=LOOK_AGAIN)
    if not wants:
        place.state, place.since = DECLINED, clock.now()
        db.session.flush()
        return place
    return _let_in(circle, place)


def answer_request(actor: Person, request: CircleMember, *, wants: bool) -> CircleMember:
    """Say yes or no to somebody's request; with a yes to a full circle they wait for the next place. The words are forgotten.

    Refuses (Conflict) when it was taken back or answered meanwhile. Publishes CircleRequestAnswered, with a yes CircleJoined.
    """
    request = renewed(request)
    if request.state != ASKED or not can(actor, RECEIVE, request):
        raise Conflict(_l("This request has been taken back or answered meanwhile."), what_next=LOOK_AGAIN)
    if wants:
        _let_in(request.circle, request, by=actor)
    else:
        request.state, request.since = NOT_NOW, clock.now()
    request.words = None
    db.session.flush()
    publish(CircleRequestAnswered(request.id))
    return request


def _let_in(circle: Circle, place: CircleMember, by: Person | None = None) -> CircleMember:
    keep_places(circle)
    if not circle.is_full:
        return admit(circle, place.person_id, let_in_by=None if by is None else by.id)
    place.state, place.since = WAITING, clock.now()
    db.session.flush()
    return place


def _knocked_at(actor: Person, circle: Circle, joining: str) -> Circle:
    """The circle, held; refuses (Conflict) whoever it is not open to in this way."""
    circle = held(circle)
    before = queries.seat_by_ids(circle.id, actor.id)
    if before is not None and before.state == IN:
        raise Conflict(_l("You are in this circle already."))
    if circle.joining != joining or not can(actor, KNOCK, circle):
        raise Conflict(CHANGED, what_next=LOOK_AGAIN)
    return circle


def _own(actor: Person, place: CircleMember) -> CircleMember:
    place = renewed(place)
    if not can(actor, OWN_PLACE, place):
        raise Conflict(CHANGED, what_next=LOOK_AGAIN)
    return place
