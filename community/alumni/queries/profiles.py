"""One profile: for its page, for its owner, for the index made of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, bindparam, exists, literal, or_, select
from sqlalchemy.orm import aliased, joinedload

from community.accounts.models import (
    Availability,
    Person,
)
from community.accounts.permissions import visible_to
from community.alumni.facets import COHORT, PROGRAMME
from community.alumni.fields import SECTIONS, UNASKED
from community.alumni.models import Facet, Profile
from community.alumni.permissions import audiences_of, facets_visible_to
from community.alumni.why import KINDS
from community.core.extensions import db
from community.core.prepared import READER, built_once, each_related_to_reader, rows, values_for


@dataclass(frozen=True)
class Visit:
    """Somebody's profile as `reader` comes to it."""

    reader: Person
    person: Person
    profile: Profile
    availability: Availability
    related: bool

    @property
    def person_id(self) -> int:
        return self.person.id

    @property
    def is_own(self) -> bool:
        """The reader's own page."""
        return self.reader.id == self.person.id

    @property
    def audiences(self) -> frozenset[str]:
        """Those the reader belongs to."""
        return audiences_of(self.reader, self.person.id, self.related)


def visit(actor: Person, person: str) -> Visit | None:
    """The profile at an address, if the actor may see it. Who has none yet shows an empty one."""
    return _visit(actor, "public_id", person)


def visit_to(actor: Person, person: Person) -> Visit | None:
    """The profile of a person at hand, if the actor may see it."""
    return _visit(actor, "id", person.id)


@built_once
def _visits(key: str) -> Any:
    return (
        select(Person, Profile, Availability, each_related_to_reader(Person.id))
        .outerjoin(Profile, Profile.person_id == Person.id)
        .outerjoin(Availability, Availability.person_id == Person.id)
        .where(getattr(Person, key) == bindparam("whose"), visible_to(READER))
    )


def _visit(actor: Person, key: str, whose: str | int) -> Visit | None:
    if not actor.is_present:
        return None
    found = db.session.execute(_visits(key), values_for(actor) | {"whose": whose}).one_or_none()
    if found is None:
        return None
    who, profile, availability, related = found
    return Visit(actor, who, profile or blank(who), availability or Availability(), bool(related))


@built_once
def _audiences() -> Any:
    people: Any = bindparam("people", expanding=True)
    return (
        select(Person.id, Profile.audiences, each_related_to_reader(Person.id))
        .join(Profile, Profile.person_id == Person.id)
        .where(Person.id.in_(people), visible_to(READER))
    )


def readable(actor: Person, person_ids: Collection[int], field: str) -> set[int]:
    """Those of the people whose field the actor may read, for pages of other features (registered under `field_readers`). One query."""
    if not actor.is_present:
        return set()
    return {
        person_id
        for person_id, audiences, related in rows(_audiences(), actor, people=[*person_ids])
        if audiences.get(field, UNASKED) in audiences_of(actor, person_id, bool(related))
    }


def people_with(field: str, value: Any) -> Any:
    """Ids of the people in whose facets READER may read this value, as SQL (registered under `field_values`)."""
    if field not in (COHORT, PROGRAMME):
        return None
    return select(Facet.person_id).where(Facet.kind == field, Facet.value == value, facets_visible_to(READER))


def own_visit(actor: Person) -> Visit:
    """The actor's own profile, as its owner comes to it."""
    profile = own(actor)
    return Visit(actor, actor, profile, own_availability(actor), related=True)


@dataclass(frozen=True)
class Editing:
    """A section of one's own profile being edited."""

    profile: Profile
    section: str

    @property
    def person_id(self) -> int:
        return self.profile.person_id


def editing(actor: Person, section: str) -> Editing | None:
    """A section of the actor's profile, if there is one of this name."""
    return Editing(own(actor), section) if section in SECTIONS else None


def own(actor: Person) -> Profile:
    """The actor's profile with their availability; an empty one, not yet stored, before they have any."""
    found = db.session.scalar(
        select(Profile).where(Profile.person_id == actor.id).options(joinedload(Profile.person, innerjoin=True))
    )
    return found or blank(actor)


@built_once
def _own_in_short() -> Any:
    told = (Profile.checked_on, Profile.headline, Profile.about, Profile.offers, Profile.wants)
    return select(*told).where(Profile.person_id == READER.id)


def asks_for_a_word() -> ColumnElement[bool]:
    """Whether home may have something to say about the reader's profile: it looks empty, or its last check is long ago
    (asked with `checked_since`)."""
    told = or_(Profile.headline != "", Profile.about != "")
    fresh = Profile.checked_on > bindparam("checked_since", type_=Date())
    return ~exists().where(Profile.person_id == READER.id, told, fresh)


def own_in_short(actor: Person) -> Any:
    """What home asks of the actor's profile: a row of checked_on, headline, about, offers, wants; None before they have any."""
    found = rows(_own_in_short(), actor)
    return found[0] if found else None


def own_availability(actor: Person) -> Availability:
    """What the actor is glad to be asked for; the defaults, not yet stored, before they said anything."""
    return db.session.get(Availability, actor.id) or Availability()


def blank(person: Person) -> Profile:
    """A profile in which nothing has been said and nobody may read anything."""
    texts = dict.fromkeys(
        (
            "headline",
            "about",
            "place",
            "work_role",
            "work_organisation",
            "work_field",
            "learning",
            "contact",
            "dont_ask",
            "portrait_alt",
        ),
        "",
    )
    profile = Profile(person_id=person.id, languages=[], offers=[], wants=[], links=[], audiences={}, **texts)
    profile.person = person
    return profile


@built_once
def _facets(shared: bool) -> Any:
    people: Any = bindparam("people", expanding=True)
    kinds = [literal(kind) for kind in KINDS]
    found = select(Facet.person_id, Facet.kind, Facet.value, Facet.label).where(
        Facet.person_id.in_(people), Facet.kind.in_(kinds), facets_visible_to(READER)
    )
    if shared:
        mine = aliased(Facet)
        values = select(mine.value).where(mine.person_id == READER.id, mine.kind.in_(kinds))
        # A sum, so that SQLite reads the few rows of each person instead of looking for each of my values there.
        found = found.where((Facet.value + "").in_(values))
    return found.order_by(Facet.person_id, Facet.kind, Facet.label)


def facets_of(actor: Person, person_id: int) -> Sequence[Any]:
    """What one person and the actor have in their facets; only what the actor may read."""
    if not actor.is_present:
        return []
    return rows(_facets(False), actor, people=[person_id, actor.id])


def shared_facets(actor: Person, person_ids: Sequence[int]) -> Sequence[Any]:
    """The same of several people, as far as the actor has the same values: what explains why two fit."""
    if not actor.is_present:
        return []
    return rows(_facets(True), actor, people=[*person_ids, actor.id])


def portraits_among(keys: Collection[str]) -> set[str]:
    """Those of the pictures which somebody has as a portrait. Reads every portrait once: no index is kept for it."""
    shown = select(Person.portrait).where(Person.portrait.is_not(None))
    return set(keys).intersection(db.session.scalars(shown)) if keys else set()


def due_for_check(unchecked_since: date, most: int) -> Sequence[Profile]:
    """Active members who have not said "still me" since that day and were not asked since; a quiet time has no reminders."""
    return db.session.scalars(
        select(Profile)
        .join(Profile.person)
        .options(joinedload(Profile.person, innerjoin=True))
        .where(
            Person.standing == "active",
            Profile.checked_on <= unchecked_since,
            (Profile.check_asked_on.is_(None)) | (Profile.check_asked_on <= unchecked_since),
        )
        .order_by(Profile.checked_on)
        .limit(most)
    ).all()
