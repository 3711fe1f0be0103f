"""How the directory learns of a profile: its facets, the counted values, and what the search finds."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError

from community.accounts.models import PRESENT, Person
from community.alumni.facets import Value, facets_of, search_entries
from community.alumni.models import Facet, FacetValue, Profile
from community.alumni.queries import indexed
from community.core import search
from community.core.audiences import Audience
from community.core.extensions import db

KIND = "person"
Key = tuple[str, str]


def reindex(profile: Profile, person: Person, *, present: bool) -> None:
    """Make facets, counts and search entries agree with the profile; of somebody not present nothing stays. Idempotent."""
    db.session.flush()
    cohorts = indexed.cohorts_of(person.id)
    _rewrite_facets(person.id, facets_of(profile, cohorts) if present else {})
    search.drop(KIND, person.id)
    if present:
        for entry in search_entries(person.name, person.email, profile, cohorts):
            search.put(KIND, person.id, entry.audience, entry.title, entry.body)


def reindex_person(person_id: int) -> None:
    """The same for the person of an event, as they are now. Does nothing for who has no profile."""
    profile = indexed.by_person_id(person_id)
    if profile is not None:
        reindex(profile, profile.person, present=profile.person.standing in PRESENT)


def count_values() -> None:
    """Count every value anew: after a bulk load, and each night in case anything was missed."""
    db.session.query(FacetValue).delete(synchronize_session=False)
    counted = (
        select(Facet.kind, Facet.value, func.min(Facet.label), func.count())
        .join(Person, Person.id == Facet.person_id)
        .where(Facet.audience == Audience.MEMBERS, Person.standing.in_(PRESENT))
        .group_by(Facet.kind, Facet.value)
    )
    db.session.execute(insert(FacetValue).from_select(["kind", "value", "label", "people"], counted))


def _rewrite_facets(person_id: int, wanted: dict[Key, Value]) -> None:
    stored = {(row.kind, row.value): row for row in indexed.stored_facets(person_id)}
    shown_before = {key: row.label for key, row in stored.items() if row.audience == Audience.MEMBERS}
    shown_now = {key: value.label for key, value in wanted.items() if value.audience == Audience.MEMBERS}
    for key, row in stored.items():
        if key not in wanted:
            db.session.delete(row)
        else:
            row.label, row.audience = wanted[key]
    for key, value in wanted.items():
        if key not in stored:
            db.session.add(
                Facet(
                    person_id=person_id,
                    kind=key[0],
                    value=key[1],
                    label=value.label,
                    audience=value.audience,
                )
            )
    db.session.flush()
    _count(shown_before.keys() - shown_now.keys(), -1, shown_before)
    _count(shown_now.keys() - shown_before.keys(), 1, shown_now)


def _count(keys: Iterable[Key], change: int, labels: dict[Key, str]) -> None:
    """Move the counters, always in the same order, so that two people saving at once wait for each other only briefly."""
    for kind, value in sorted(keys):
        if _move(kind, value, change) or change < 0:
            continue
        try:
            with db.session.begin_nested():
                db.session.execute(
                    insert(FacetValue).values(kind=kind, value=value, label=labels[kind, value], people=change)
                )
        except IntegrityError:  # somebody else was first with this value
            _move(kind, value, change)


def _move(kind: str, value: str, change: int) -> bool:
    counter = update(FacetValue).where(FacetValue.kind == kind, FacetValue.value == value)
    changed: Any = db.session.execute(counter.values(people=FacetValue.people + change))
    return bool(changed.rowcount == 1)
