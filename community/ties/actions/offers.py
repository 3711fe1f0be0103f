"""Offers: "I would like to keep in touch with X". A tie begins once both would; a no changes nothing that anybody can see."""

from community.accounts.models import Person
from community.core import clock, mail
from community.core.errors import Conflict, Missing
from community.core.extensions import db
from community.core.language import say
from community.core.policy import can
from community.ties import queries
from community.ties.actions.beginning import begin
from community.ties.models import TieOffer, TieSide
from community.ties.permissions import OFFER_TIE

MOST_OPEN = 10


def offer(actor: Person, person: Person) -> TieSide | None:
    """Offer somebody to keep in touch; if they have offered the same, the tie begins at once and its side is returned.

    They are asked by mail and at home, once for all times. Offering twice changes nothing.
    Refuses: Missing for somebody the actor may not see; Conflict when the two have a tie, or with ten offers open.
    """
    offers = _hold(actor, person)
    theirs = offers.get(person.id)
    if theirs is not None and theirs.taken_back_at is None:
        return _begin(actor, person, offers)
    own = offers.get(actor.id)
    if own is not None and own.taken_back_at is None:
        return None
    if queries.open_offers_by(actor) >= MOST_OPEN:
        raise Conflict(
            say("You have %(number)s offers open.", number=MOST_OPEN),
            what_next=say("Take one of them back; then you can offer another one."),
        )
    _open(actor, person, own)
    return None


def take_back_offer(actor: Person, person: Person) -> None:
    """Take one's own offer back, whatever came of it. Silent; twice is fine. Does nothing once the tie has begun."""
    queries.hold_people(actor.id, person.id)
    own = queries.known_offers(actor.id, person.id).get(actor.id)
    if own is not None and own.taken_back_at is None:
        own.taken_back_at = clock.now()
        db.session.flush()


def answer_offer(actor: Person, person: Person, *, yes: bool) -> TieSide | None:
    """Answer the offer of `person`. Yes: the tie begins, its side is returned. No: nobody ever learns of it.

    The same answer twice is fine, and so is a yes after a no. Refuses: Missing for somebody the actor may not see;
    Conflict when there is no offer any more, and for a no when the two have a tie already.
    """
    if not can(actor, OFFER_TIE, person):
        raise Missing
    queries.hold_people(actor.id, person.id)
    offers, side = queries.known_offers(actor.id, person.id), queries.between(actor.id, person.id)
    if side is not None and yes:
        return side
    theirs = offers.get(person.id)
    if side is not None or theirs is None or theirs.taken_back_at is not None:
        raise Conflict(say("This question is not open any more."), what_next=say("There is nothing you need to do."))
    if yes:
        return _begin(actor, person, offers)
    theirs.answer, theirs.answered_at = "no", clock.now()
    db.session.flush()
    return None


def end_offers_between(one_id: int, other_id: int) -> None:
    """A block stands between the two: what they have offered each other ends, and nobody is told."""
    queries.hold_people(one_id, other_id)
    for each in queries.known_offers(one_id, other_id).values():
        each.taken_back_at = each.taken_back_at or clock.now()
    db.session.flush()


def _hold(actor: Person, person: Person) -> dict[int, TieOffer]:
    if not can(actor, OFFER_TIE, person):
        raise Missing
    queries.hold_people(actor.id, person.id)
    if queries.between(actor.id, person.id) is not None:
        raise Conflict(
            say("You and %(name)s keep in touch already.", name=person.name),
            what_next=say("You find each other among the people you keep in touch with."),
        )
    return queries.known_offers(actor.id, person.id)


def _open(actor: Person, person: Person, own: TieOffer | None) -> None:
    """One that was taken back is opened again; who was asked once is not asked a second time."""
    if own is None:
        own = TieOffer(person_id=actor.id, other_id=person.id)
        db.session.add(own)
    own.taken_back_at = None
    db.session.flush()
    if own.answer is None:
        mail.post("ties.offer", to=person, about=f"tie-offer:{own.id}", offer_id=own.id)


def _begin(actor: Person, person: Person, offers: dict[int, TieOffer]) -> TieSide:
    for each in offers.values():
        each.answer, each.answered_at = "yes", clock.now()
    return begin(actor.id, person.id, origin="hand", on=clock.today(actor.time_zone))
