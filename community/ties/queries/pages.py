"""What a profile asks about its person and its reader: one statement."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, and_, bindparam, exists, select

from community.accounts.models import Person
from community.core.prepared import READER, built_once, rows
from community.ties.models import Tie, TieOffer, TieSide
from community.ties.queries.offers import STANDS, WAITS


@dataclass(frozen=True, slots=True)
class Known:
    """What the actor may know of keeping in touch with somebody: their tie, an own offer that stands, one that waits for them."""

    tie: str | None
    has_offered: bool
    is_asked: bool


@built_once
def _known() -> Any:
    other = bindparam("other", type_=Integer)
    mine = and_(TieSide.person_id == READER.id, TieSide.other_id == other)
    tie = select(Tie.public_id).join(TieSide, TieSide.tie_id == Tie.id).where(mine).scalar_subquery()
    offered = exists().where(TieOffer.person_id == READER.id, TieOffer.other_id == other, STANDS)
    asked = exists().where(TieOffer.person_id == other, TieOffer.other_id == READER.id, WAITS)
    return select(tie.label("tie"), offered.label("has_offered"), asked.label("is_asked"))


def known_of(actor: Person, person: Person) -> Known:
    """How the actor stands with somebody they may see; an offer that was answered no reads like one that waits."""
    row = rows(_known(), actor, other=person.id)[0]
    return Known(row.tie, bool(row.has_offered), bool(row.is_asked))
