"""Offers to keep in touch. Nobody is given the answer: an offer that was answered no reads like one that waits."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from community.accounts.models import Person
from community.accounts.permissions import visible_to as person_visible_to
from community.core.extensions import db
from community.core.prepared import READER, built_once, rows
from community.ties.models import TieOffer, TieSide

# A tie may begin meanwhile in another way: then there is nothing left to ask.
_side = aliased(TieSide)
_no_tie_yet = ~exists().where(_side.person_id == TieOffer.person_id, _side.other_id == TieOffer.other_id)
STANDS = and_(TieOffer.taken_back_at.is_(None), func.coalesce(TieOffer.answer, "") != "yes", _no_tie_yet)
WAITS = and_(TieOffer.answer.is_(None), STANDS)


@built_once
def _offers() -> Any:
    return (
        select(TieOffer.id, TieOffer.created_at, Person.id.label("person_id"), Person.public_id, Person.name, Person.standing)
        .join(Person, Person.id == TieOffer.person_id)
        .where(TieOffer.other_id == READER.id, WAITS, person_visible_to(READER))
        .order_by(TieOffer.id)
        .limit(bindparam("most", type_=Integer))
    )  # fmt: skip


def offers_to(actor: Person, most: int = 5) -> Sequence[Any]:
    """Who would like to keep in touch with the actor and waits for an answer, oldest first.

    Rows of id, created_at, and person_id, public_id, name, standing of who offers.
    """
    return rows(_offers(), actor, most=most)


@built_once
def _waiting(even_after_no: bool) -> Any:
    theirs = TieOffer.person_id == bindparam("other", type_=Integer)
    return select(TieOffer.id, TieOffer.created_at).where(
        TieOffer.other_id == READER.id, theirs, STANDS if even_after_no else WAITS
    )


def waits_for(actor: Person, person: Person) -> Any | None:
    """The offer of `person` that waits for the actor's answer: a row of id and created_at."""
    return next(iter(rows(_waiting(False), actor, other=person.id)), None)


def open_offer(offerer: Person, person: Person, *, yes: bool) -> Any | None:
    """The same, asked by a link in a mail of ours, signed out: a yes can still be said after a no."""
    return next(iter(rows(_waiting(yes), person, other=offerer.id)), None)


# --- for actions and mail -------------------------------------------------------------------------------------


def hold_people(*person_ids: int) -> None:
    """Let nobody else change what there is between these people, until the end of the transaction."""
    held = select(Person.id).where(Person.id.in_(person_ids)).order_by(Person.id)
    db.session.execute(held.with_for_update(key_share=True)).all()


def known_offers(one_id: int, other_id: int) -> dict[int, TieOffer]:
    """The offers of each of two to the other, in whatever state, by who offered."""
    between = or_(_from_to(one_id, other_id), _from_to(other_id, one_id))
    found = select(TieOffer).where(between).execution_options(populate_existing=True)
    return {offer.person_id: offer for offer in db.session.scalars(found)}


def open_offers_by(actor: Person) -> int:
    """How many offers of the actor stand; those answered no among them, so that the number tells nothing."""
    found = select(func.count()).select_from(TieOffer).where(TieOffer.person_id == actor.id, STANDS)
    return db.session.scalar(found) or 0


def offer_by_id(person: Person, offer_id: int) -> TieOffer | None:
    """An offer to a person, with who offered, as a mail of ours knows it; None when they may not see each other."""
    found = (
        select(TieOffer)
        .join(TieOffer.person)
        .options(joinedload(TieOffer.person))
        .where(TieOffer.id == offer_id, TieOffer.other_id == person.id, person_visible_to(person))
    )
    return db.session.scalar(found)


def _from_to(one_id: int, other_id: int) -> ColumnElement[bool]:
    return and_(TieOffer.person_id == one_id, TieOffer.other_id == other_id)
