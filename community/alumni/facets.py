"""What the directory knows about somebody, made from their profile: values to filter by, and words to search in.

Pure: the same for one profile being saved and for a hundred thousand in bulk.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from community.alumni.fields import FIELDS
from community.core.audiences import Audience
from community.core.spoken import english_words
from community.core.text import fold

PROGRAMME, COHORT, WORK_FIELD, PLACE, LANGUAGE, OFFERS, WANTS = (
    "programme", "cohort", "field", "place", "language", "offers", "wants",
)  # fmt: skip
KINDS = (PROGRAMME, COHORT, WORK_FIELD, PLACE, LANGUAGE, OFFERS, WANTS)
LONGEST_VALUE = 160


@dataclass(frozen=True, slots=True)
class CohortOf:
    """A cohort somebody was in, by the ids that appear in addresses."""

    public_id: str
    name: str
    programme_public_id: str
    programme: str

    @property
    def words(self) -> str:
        """Programme and cohort in one line."""
        return f"{self.programme} · {self.name}" if self.name else self.programme


class Value(NamedTuple):
    """One value to filter by."""

    label: str
    audience: str


class Entry(NamedTuple):
    """What the search finds a person by, for one audience."""

    audience: str
    title: str
    body: str


def folded_value(kind: str, typed: str) -> str:
    """How a value of this kind is kept and compared; ids and language codes as they are."""
    if kind in {PROGRAMME, COHORT, LANGUAGE}:
        return typed[:LONGEST_VALUE]
    return fold(typed)[:LONGEST_VALUE].strip()


def parts_of_place(place: str) -> list[str]:
    """A city, its region, its country: each can be filtered by."""
    return [part for part in (part.strip() for part in place.split(",")) if part]


def facets_of(profile: Any, cohorts: Iterable[CohortOf]) -> dict[tuple[str, str], Value]:
    """Every value of a profile, with the audience of its field."""
    found: dict[tuple[str, str], Value] = {}
    for kind, value, label, field in _raw(profile, cohorts):
        if value:
            found.setdefault((kind, value), Value(label, profile.audience_of(field)))
    return found


def _raw(profile: Any, cohorts: Iterable[CohortOf]) -> Iterator[tuple[str, str, str, str]]:
    for cohort in cohorts:
        yield PROGRAMME, cohort.programme_public_id, cohort.programme, "cohorts"
        yield COHORT, cohort.public_id, cohort.words, "cohorts"
    yield WORK_FIELD, folded_value(WORK_FIELD, profile.work_field), profile.work_field, "work"
    for part in parts_of_place(profile.place):
        yield PLACE, folded_value(PLACE, part), part, "place"
    for code in profile.languages:
        yield LANGUAGE, folded_value(LANGUAGE, code), english_words(code), "languages"
    for kind in (OFFERS, WANTS):
        for topic in getattr(profile, kind):
            yield kind, folded_value(kind, topic), topic, kind


def search_entries(name: str, email: str, profile: Any, cohorts: Iterable[CohortOf]) -> list[Entry]:
    """What a person is found by: one entry for all members and, where it says more, one for who is related.

    What somebody would rather not be asked about finds nobody, for anyone.
    """
    words = _words_by_field(email, profile, cohorts)
    entries: list[Entry] = []
    for readable in ({Audience.MEMBERS}, {Audience.MEMBERS, Audience.RELATED}):
        body = "\n".join(
            words[field.key]
            for field in FIELDS
            if field.searched and words[field.key] and profile.audience_of(field.key) in readable
        )
        if not entries:
            entries.append(Entry(Audience.MEMBERS, name, body))
        elif body != entries[0].body:
            entries.append(Entry(Audience.RELATED, name, body))
    return entries


def _words_by_field(email: str, profile: Any, cohorts: Iterable[CohortOf]) -> dict[str, str]:
    return {
        "headline": profile.headline,
        "about": profile.about,
        "place": profile.place,
        "languages": " ".join(f"{english_words(code)} {code}" for code in profile.languages),
        "work": " ".join(part for part in (profile.work_role, profile.work_organisation, profile.work_field) if part),
        "cohorts": " ".join(cohort.words for cohort in cohorts),
        "offers": " ".join(profile.offers),
        "wants": " ".join(profile.wants),
        "learning": profile.learning,
        "email": email,
    }
