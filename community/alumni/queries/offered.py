"""The values the directory offers to filter by."""

from typing import Any

from sqlalchemy import Select, func, literal, select, union_all

from community.accounts.models import Block, Person
from community.alumni.facets import KINDS
from community.alumni.models import Facet, FacetValue
from community.core.audiences import Audience
from community.core.prepared import READER, rows

CHOICES = 40

Options = dict[str, dict[str, tuple[str, int]]]


def options(actor: Person) -> Options:
    """The commonest values of each kind: kind -> {value: (label, how many)}. What only blocked people have is not among them."""
    found: Options = {}
    for kind, value, label, count in rows(_OPTIONS, actor):
        known = found.setdefault(kind, {})
        if count > 0:
            known[value] = (label, count)
        elif value in known:
            known[value] = (known[value][0], known[value][1] + count)
    return {kind: {value: one for value, one in known.items() if one[1] > 0} for kind, known in found.items()}


def _most_common(kind: str) -> Select[Any]:
    found = (
        select(FacetValue.kind, FacetValue.value, FacetValue.label, FacetValue.people)
        .where(FacetValue.kind == kind, FacetValue.people > 0)
        .order_by(FacetValue.people.desc(), FacetValue.value)
        .limit(CHOICES)
        .subquery()
    )
    return select(found)


def _of_the_blocked() -> Any:
    by_me = select(Block.blocked_id).where(Block.blocker_id == READER.id)
    by_them = select(Block.blocker_id).where(Block.blocked_id == READER.id)
    return (
        select(Facet.kind, Facet.value, literal(""), -func.count())
        .where(Facet.audience == Audience.MEMBERS, Facet.person_id.in_(by_me.union(by_them)))
        .group_by(Facet.kind, Facet.value)
    )


_OPTIONS = union_all(*(_most_common(kind) for kind in KINDS), _of_the_blocked())
