"""One tie: its two sides, its contacts; and ties by their people."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Integer, Select, and_, bindparam, func, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from community.accounts.models import Availability, Block, Person
from community.core.extensions import db
from community.core.prepared import built_once, rows
from community.ties.models import Contact, Tie, TieSide
from community.ties.permissions import visible_to

PERSON_ON_A_LINE = (Person.id, Person.public_id, Person.name, Person.standing, Person.quiet_until, Person.time_zone)
MOST_CONTACTS = 50


def side_of(actor: Person | None, tie: str) -> TieSide | None:
    """The actor's own side of the tie of an address, with the tie and the other person; None when it is not for them."""
    found = _side().join(TieSide.tie).where(Tie.public_id == tie, visible_to(actor))
    return db.session.scalar(found)


def side_by_id(person: Person, tie_id: int) -> TieSide | None:
    """The side of a person a link in a mail of ours is about, if they may see it still."""
    return db.session.scalar(_side().where(TieSide.tie_id == tie_id, visible_to(person)))


def between(one_id: int, other_id: int) -> TieSide | None:
    """The side of `one_id` of the tie of the two, whoever may see it; None without a tie."""
    return db.session.scalar(_side().where(TieSide.person_id == one_id, TieSide.other_id == other_id))


def _side() -> Select[TieSide]:
    return select(TieSide).options(joinedload(TieSide.tie), joinedload(TieSide.other).load_only(*PERSON_ON_A_LINE))


def availability_of(person: Person) -> Availability:
    """What somebody is glad to be asked for; the defaults when they never said."""
    return db.session.get(Availability, person.id) or Availability(person_id=person.id)


def related(actor_id: int) -> Select[Any]:
    """Ids of everybody a person has a tie with, a resting one too, as SQL (registered under `relations`)."""
    return select(TieSide.other_id.label("person_id")).where(TieSide.person_id == actor_id)


# --- contacts -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One contact as one of the two reads it; `note` is empty unless they wrote it, `is_mine` when they may take it back."""

    public_id: str
    on: date
    kind: str
    source: str
    is_mine: bool
    note: str


@built_once
def _contacts() -> Any:
    return (
        select(Contact.public_id, Contact.on, Contact.kind, Contact.source, Contact.told_by_id, Contact.note)
        .where(Contact.tie_id == bindparam("tie", type_=Integer), Contact.withdrawn_at.is_(None))
        .order_by(Contact.on.desc(), Contact.id.desc())
        .limit(bindparam("most", type_=Integer))
    )


def contacts_of(actor: Person, side: TieSide, most: int = MOST_CONTACTS) -> list[ContactLine]:
    """The contacts of a tie that count, newest first; somebody else's note never leaves the database's row."""
    lines = []
    for row in rows(_contacts(), actor, tie=side.tie_id, most=most):
        is_mine = row.told_by_id == actor.id
        note = (row.note or "") if is_mine else ""
        lines.append(ContactLine(row.public_id, row.on, row.kind, row.source, is_mine, note))
    return lines


def own_contact(actor: Person | None, contact: str) -> Contact | None:
    """A contact the actor told of, withdrawn or not, of a tie they may see."""
    if actor is None:
        return None
    found = (
        select(Contact)
        .join(TieSide, TieSide.tie_id == Contact.tie_id)
        .where(Contact.public_id == contact, Contact.told_by_id == actor.id, visible_to(actor))
    )
    return db.session.scalar(found)


def contact_from(tie_id: int, source: str) -> Contact | None:
    """The contact of a tie that came from one source, withdrawn or not."""
    return db.session.scalar(select(Contact).where(Contact.tie_id == tie_id, Contact.source == source))


def newest_contact(tie_id: int) -> date | None:
    """The day of the newest contact that counts."""
    counts = and_(Contact.tie_id == tie_id, Contact.withdrawn_at.is_(None))
    return db.session.scalar(select(func.max(Contact.on)).where(counts))


# --- for actions ----------------------------------------------------------------------------------------------


def locked(tie_ids: Collection[int]) -> Sequence[Tie]:
    """Ties with their sides and people, read anew and held until the end of the transaction, in one order for all."""
    found = (
        select(Tie)
        .where(Tie.id.in_(tie_ids))
        .order_by(Tie.id)
        .options(selectinload(Tie.sides).joinedload(TieSide.person))
        .with_for_update(of=Tie)
        .execution_options(populate_existing=True)
    )
    ties = db.session.scalars(found).all()
    for tie in ties:
        for side in tie.sides:  # or nothing would keep the tie for who goes on with a side of it
            set_committed_value(side, "tie", tie)
    return ties


def among(person_ids: Collection[int]) -> list[int]:
    """Ids of the ties between any two of these people."""
    both = (Tie.low_id.in_(person_ids), Tie.high_id.in_(person_ids))
    return list(db.session.scalars(select(Tie.id).where(*both)))


def to_be_looked_at_after(person_id: int, day: date) -> list[int]:
    """Ids of the ties of a person whose next look is later than a day."""
    found = select(Tie.id).join(TieSide, TieSide.tie_id == Tie.id).where(TieSide.person_id == person_id)
    return list(db.session.scalars(found.where(Tie.look_on > day)))


def hold(tie_ids: Collection[int]) -> None:
    """Let nobody else change these ties until the end of the transaction; in the order of `locked`, without reading them."""
    held = select(Tie.id).where(Tie.id.in_(tie_ids)).order_by(Tie.id)
    db.session.execute(held.with_for_update(key_share=True)).all()


def to_look_at(today: date) -> list[int]:
    """Ids of all ties whose own day has come."""
    return list(db.session.scalars(select(Tie.id).where(Tie.look_on <= today).order_by(Tie.look_on, Tie.id)))


def known_among(pairs: Collection[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Of pairs (lower id, higher id), those who have a tie: pair → tie id.

    Asked for each end by itself: SQLite reads the whole table for pairs.
    """
    lows, highs = {low for low, _high in pairs}, {high for _low, high in pairs}
    found = select(Tie.low_id, Tie.high_id, Tie.id).where(Tie.low_id.in_(lows), Tie.high_id.in_(highs))
    known = {(row.low_id, row.high_id): row.id for row in db.session.execute(found)}
    return {pair: known[pair] for pair in pairs if pair in known}


def blocked_among(pairs: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """Of pairs of people, in whatever order, the blocks that stand between them: (who blocks, who is blocked)."""
    people = {person_id for pair in pairs for person_id in pair}
    found = select(Block.blocker_id, Block.blocked_id).where(Block.blocker_id.in_(people), Block.blocked_id.in_(people))
    either = {*pairs, *(pair[::-1] for pair in pairs)}
    return {(row.blocker_id, row.blocked_id) for row in db.session.execute(found)} & either
