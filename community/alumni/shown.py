"""What one reader gets to see of one person: fields they may not read are not in it, so that no page can show them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from community.accounts.models import Availability, Person
from community.alumni.facets import CohortOf
from community.alumni.fields import FIELDS
from community.alumni.models import Profile
from community.core.audiences import LABELS, Audience


@dataclass(frozen=True, slots=True)
class Work:
    """Role, organisation and field, each possibly empty."""

    role: str
    organisation: str
    field: str

    def __bool__(self) -> bool:
        return bool(self.role or self.organisation or self.field)


@dataclass(frozen=True)
class Shown:
    """A person as one reader sees them. `fields` holds what they may read and what is not empty.

    `marks`: for the owner alone, in words who else may read a field, where that is not every member.
    """

    public_id: str
    name: str
    is_own: bool
    fields: dict[str, Any] = field(default_factory=dict)
    portrait_alt: str = ""
    marks: dict[str, Any] = field(default_factory=dict)


def shown(profile: Profile, person: Person, audiences: Collection[str], is_own: bool) -> Shown:
    """The person as somebody of these audiences sees them; the cohorts come as facets, which know their audience."""
    values = values_of(profile, person)
    readable = {key: value for key, value in values.items() if value and profile.audience_of(key) in audiences}
    alt = profile.portrait_alt if "portrait" in readable else ""
    marks = _marks(profile) if is_own and Audience.ME in audiences else {}
    return Shown(person.public_id, person.name, is_own, readable, alt, marks)


def _marks(profile: Profile) -> dict[str, Any]:
    audiences = {one.key: profile.audience_of(one.key) for one in FIELDS}
    return {key: LABELS[audience] for key, audience in audiences.items() if audience != Audience.MEMBERS}


def values_of(profile: Profile, person: Person, cohorts: Iterable[CohortOf] = ()) -> dict[str, Any]:
    """Every field with its value, for its owner."""
    own = {
        key: getattr(profile, key)
        for key in (
            "headline",
            "about",
            "place",
            "languages",
            "offers",
            "wants",
            "learning",
            "contact",
            "dont_ask",
            "links",
        )
    }
    own |= {key: getattr(person, key) for key in ("portrait", "pronouns", "time_zone", "email")}
    own["work"] = Work(profile.work_role, profile.work_organisation, profile.work_field)
    own["cohorts"] = list(cohorts)
    return {one.key: own[one.key] for one in FIELDS}


class Open(NamedTuple):
    """What one reader may ask somebody for, at this moment."""

    catchups: bool
    peer_mentoring: bool
    circles: bool

    def __bool__(self) -> bool:
        return self.catchups or self.peer_mentoring or self.circles


def open_to(availability: Any, standing: str, related: bool, today: date) -> Open:
    """What somebody can be asked for (`availability`: the row, or its columns). Nobody quiet is asked for anything."""
    here = standing == "active"
    asked_by = Availability.catchups_on(availability, today)
    return Open(
        catchups=here and (asked_by == "anyone" or (related and asked_by == "related")),
        peer_mentoring=here and availability.peer_mentoring != "closed",
        circles=here and bool(availability.speaks_to_circles),
    )
