"""Who may see a profile, and which of its fields; who may change it."""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_
from sqlalchemy.orm import aliased

from community.accounts.models import Person
from community.accounts.permissions import SEE_PERSON
from community.accounts.permissions import visible_to as person_visible_to
from community.alumni.models import Facet, Profile
from community.core import audiences
from community.core.audiences import Audience
from community.core.policy import Permission, can

OF_MEMBERS = frozenset({Audience.MEMBERS})
OF_RELATED = frozenset({Audience.MEMBERS, Audience.RELATED})
EVERY_AUDIENCE = frozenset(Audience)


def _may_see(actor: Any, profile: Any) -> bool:
    """`profile`: a Profile, or the actor's visit to one, which was loaded through visible_to: no block stands between the two."""
    if actor is None or profile is None:
        return False
    if hasattr(profile, "reader") and profile.reader is actor:
        return actor.is_present and (profile.is_own or profile.person.is_present)
    return can(actor, SEE_PERSON, profile.person)


SEE_PROFILE = Permission("alumni.see_profile", _may_see)


def visible_to(actor: Person | None) -> ColumnElement[bool]:
    """The SQL twin of SEE_PROFILE: a clause on Profile."""
    if actor is None or not actor.is_present:
        return false()
    person = aliased(Person)
    return exists().where(person.id == Profile.person_id, person_visible_to(actor, person))


EDIT_PROFILE = Permission(
    "alumni.edit_profile",
    lambda actor, profile: (
        actor is not None and actor.is_present and profile is not None and actor.id == profile.person_id
    ),
)


def audiences_of(actor: Any, person_id: int, related: bool) -> frozenset[str]:
    """Which audiences the actor belongs to, seen from that person."""
    if actor.id == person_id:
        return EVERY_AUDIENCE
    return OF_RELATED if related else OF_MEMBERS


def may_read(actor: Any, profile: Profile, field: str, related: bool) -> bool:
    """Whether the actor, who may see the profile, may read this field of it."""
    return profile.audience_of(field) in audiences_of(actor, profile.person_id, related)


def facets_visible_to(actor: Person, facet: Any = Facet) -> ColumnElement[bool]:
    """The SQL twin of may_read: a clause on `facet` (Facet or an alias of it)."""
    readable = [facet.audience == Audience.MEMBERS, facet.person_id == actor.id]
    ids = audiences.related(actor.id)
    if ids is not None:
        readable.append(and_(facet.audience == Audience.RELATED, facet.person_id.in_(ids)))
    return or_(*readable)
