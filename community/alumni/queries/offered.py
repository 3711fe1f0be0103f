"""The values the directory offers to filter by."""

from functools import lru_cache
from typing import Any

from sqlalchemy import String, cast, func, literal, select, union_all

from community.accounts.models import Block, Person
from community.alumni.facets import KINDS
from community.alumni.models import Facet, FacetValue
from community.core.audiences import Audience
from community.core.prepared import READER, rows

CHOICES = 40

Values = dict[str, tuple[str, int]]
Options = dict[str, Values]

# Between the values of a kind, and within one: no name holds such a character (text.clean_line).
NEXT, WITHIN = "\x1e", "\x1f"


def _most_common(kind: str) -> Any:
    """One row for the kind, because some hundred take longer to fetch than to find: every value, label and number in one text."""
    found = (
        select(FacetValue.value, FacetValue.label, FacetValue.people)
        .where(FacetValue.kind == kind, FacetValue.people > 0)
        .order_by(FacetValue.people.desc(), FacetValue.value)
        .limit(CHOICES)
        .subquery()
    )
    return select(
        literal(kind),
        func.aggregate_strings(_in_one(found.c.value, found.c.label, found.c.people), NEXT),
    )


def _of_the_blocked() -> Any:
    by_me = select(Block.blocked_id).where(Block.blocker_id == READER.id)
    by_them = select(Block.blocker_id).where(Block.blocked_id == READER.id)
    return (
        select(Facet.kind, _in_one(Facet.value, literal(""), -func.count()))
        .where(Facet.audience == Audience.MEMBERS, Facet.person_id.in_(by_me.union(by_them)))
        .group_by(Facet.kind, Facet.value)
    )


def _in_one(value: Any, label: Any, count: Any) -> Any:
    return value + WITHIN + label + WITHIN + cast(count, String)


_OPTIONS = union_all(*(_most_common(kind) for kind in KINDS), _of_the_blocked())


def options(actor: Person) -> Options:
    """The commonest values of each kind: kind -> {value: (label, how many)}. What only blocked people have is not among them."""
    found: Options = {}
    for kind, text in rows(_OPTIONS, actor):
        told = _told(text or "")
        found[kind] = _fewer(found[kind], told) if kind in found else told
    return found


def _fewer(known: Values, hidden: Values) -> Values:
    left = {value: (label, count + hidden.get(value, ("", 0))[1]) for value, (label, count) in known.items()}
    return {value: one for value, one in left.items() if one[1] > 0}


@lru_cache(maxsize=256)
def _told(text: str) -> Values:
    """The values of one text, kept, because nearly always it is the same."""
    parts = (one.split(WITHIN) for one in text.split(NEXT) if one)
    return {value: (label, int(count)) for value, label, count in parts}
