"""Profiles in bulk: rows for many thousand members at once, and what the search holds of everybody."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any

from community.alumni.actions.ranking import MIDDLE, STEP
from community.alumni.facets import CohortOf, facets_of, search_entries
from community.alumni.fields import UNASKED, one_for_all
from community.alumni.queries.indexed import everybody_in_batches
from community.core import clock
from community.core.audiences import Audience

Row = dict[str, Any]
TEXTS = (
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
)
LISTS = ("languages", "offers", "wants", "links")


@dataclass
class Rows:
    """Plain rows to insert: into profiles, availabilities and facets, and for search.rebuild("person", …).

    Afterwards call actions.count_values() and actions.rank_again().
    """

    profiles: list[Row] = field(default_factory=list)
    availabilities: list[Row] = field(default_factory=list)
    facets: list[Row] = field(default_factory=list)
    entries: list[tuple[int, str, str, str]] = field(default_factory=list)


def rows_for(people: Iterable[Mapping[str, Any]]) -> Rows:
    """Rows for people told as mappings: `person_id`, `name`, `email`, `cohorts` (CohortOf), and any of the fields of a profile,

    `audiences` (default: all members, the address nobody) and `availability` (columns of it). Nothing is written.
    """
    rows = Rows()
    today = clock.today()
    for told in people:
        person_id, cohorts = told["person_id"], tuple(told.get("cohorts", ()))
        profile = _profile(told, today)
        rows.profiles.append(profile)
        rows.availabilities.append(_availability(told, person_id))
        made = _readable(profile)
        rows.facets.extend(
            {
                "person_id": person_id,
                "kind": kind,
                "value": value,
                "label": one.label,
                "audience": one.audience,
            }
            for (kind, value), one in facets_of(made, cohorts).items()
        )
        rows.entries.extend((person_id, *entry) for entry in search_entries(told["name"], told["email"], made, cohorts))
    return rows


def entries_of_everybody() -> Iterator[tuple[int, str, str, str]]:
    """What the search should hold of every member, for `flask reindex`."""
    for profile, cohorts in everybody_in_batches():
        for entry in search_entries(profile.person.name, profile.person.email, profile, cohorts):
            yield (profile.person_id, *entry)


def _profile(told: Mapping[str, Any], today: date) -> Row:
    row: Row = {"person_id": told["person_id"]}
    row |= {key: told.get(key, "") for key in TEXTS} | {key: list(told.get(key, ())) for key in LISTS}
    row["audiences"] = dict(told.get("audiences") or one_for_all(Audience.MEMBERS))
    return row | {
        "directory_rank": MIDDLE * STEP,
        "checked_on": told.get("checked_on", today),
        "check_asked_on": None,
        "changed_at": clock.now(),
    }


def _availability(told: Mapping[str, Any], person_id: int) -> Row:
    row: Row = {
        "person_id": person_id,
        "catchups": "anyone",
        "catchups_until": None,
        "catchups_then": "anyone",
    }
    row |= {
        "catchups_per_month": 4,
        "rounds": "ask",
        "peer_mentoring": "closed",
        "peer_capacity": 1,
    }
    return row | {"speaks_to_circles": False, "volunteered_on": None} | dict(told.get("availability") or {})


def _readable(profile: Row) -> Any:
    made = SimpleNamespace(**profile)
    made.audience_of = lambda key: profile["audiences"].get(key, UNASKED)
    return made


__all__ = ["CohortOf", "Rows", "entries_of_everybody", "rows_for"]
