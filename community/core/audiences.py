"""Who may read a field: members, people I have a tie or circle with, or only me.

Features contribute what makes two people related (a mentorship they shared, later a tie or a
circle) through `relations` in their manifest: a function `actor_id -> select of person ids`.
`groups` in their manifest are the same by name, for what is shared with some of these people only: "mentorships"
(mentors and coachees of a person), "mentors" (those who mentored them), "ties". `named_groups` are those of which somebody
may be in several, each with a name: "circle".
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import CompoundSelect, Select, select, union

from community.core import registry
from community.core.extensions import db
from community.core.language import _l


class Audience(StrEnum):
    """The three audiences of a profile field, from widest to narrowest."""

    MEMBERS = "members"
    RELATED = "related"
    ME = "me"


LABELS: dict[str, Any] = {
    Audience.MEMBERS: _l("All members"),
    Audience.RELATED: _l("People I have a tie or circle with"),
    Audience.ME: _l("Only me"),
}


def related(actor_id: int) -> Select[Any] | CompoundSelect[Any] | None:
    """Ids of everybody related to a person, as SQL; None when no feature relates people."""
    parts = [relation(actor_id) for relation in registry.of_app().relations]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else union(*(_flat(part) for part in parts))


def _flat(part: Any) -> Select[Any]:
    """SQLite takes no union within a union."""
    return select(*part.subquery().c) if isinstance(part, CompoundSelect) else part


def group(name: str, person_id: Any) -> Select[Any] | CompoundSelect[Any] | None:
    """Ids of the people of one group of a person, as SQL; None when no feature knows such a group."""
    members = registry.of_app().groups.get(name)
    return None if members is None else members(person_id)


@dataclass(frozen=True, slots=True)
class NamedGroups:
    """Groups of one kind. `of(person_id)`: those somebody belongs to, as a select of id, public_id, name;
    `members(group_id)`: a select of the ids of the people in one."""

    of: Callable[[Any], Select[Any]]
    members: Callable[[Any], Select[Any]]

    def ids_of(self, person_id: Any) -> Select[Any]:
        """The ids of the groups somebody belongs to, as SQL."""
        return select(self.of(person_id).subquery().c.id)


def named_groups(kind: str) -> NamedGroups | None:
    """The groups of a kind ("circle"); None when no feature knows it."""
    found: NamedGroups | None = registry.of_app().named_groups.get(kind)
    return found


def is_related(actor_id: int, person_id: int) -> bool:
    """Whether the two are related. One query."""
    ids = related(actor_id)
    if ids is None:
        return False
    found = ids.subquery()
    column = next(iter(found.c))
    return db.session.execute(select(1).where(column == person_id).limit(1).select_from(found)).first() is not None


def readable(actor: Any, person_ids: Collection[int], field: str) -> set[int]:
    """Those of the people whose profile field the actor may read; asked of the feature that keeps the audiences (`field_readers`)."""
    readers = registry.of_app().field_readers if person_ids else ()
    return {person_id for reads in readers for person_id in reads(actor, person_ids, field)}


def may_read(actor: Any, person: Any, field: str) -> bool:
    """Whether the actor may read one profile field of somebody."""
    return person.id in readable(actor, [person.id], field)


def people_with(field: str, value: Any) -> Select[Any] | None:
    """Ids of the people in whose profile READER (core/prepared.py) may read this value, as SQL: by what they hide nobody is
    found. None when no feature knows the field (`field_values`)."""
    known = (people(field, value) for people in registry.of_app().field_values)
    return next((found for found in known if found is not None), None)
