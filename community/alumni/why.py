"""Why you two: what the reader and somebody else share, in words. Pure; given only what the reader may read."""

from collections.abc import Mapping
from typing import Any

from community.alumni.facets import COHORT, OFFERS, PLACE, WANTS
from community.core.language import gettext as _

Values = Mapping[str, Mapping[str, str]]
KINDS = (COHORT, OFFERS, WANTS, PLACE)
MOST_TOPICS = 2


def reasons(mine: Values, theirs: Values) -> list[str]:
    """Sentences, strongest first. `mine` and `theirs`: kind -> {value: label}."""
    found: list[str] = []
    told: set[str] = set()
    if topics := _shared(mine, WANTS, theirs, OFFERS, told=told):
        found.append(_("Can help with %(topics)s, as you wished", topics=topics))
    if topics := _shared(mine, OFFERS, theirs, WANTS, told=told):
        found.append(_("Would like help with %(topics)s, which you offer", topics=topics))
    if cohort := _shared(mine, COHORT, theirs, COHORT):
        found.append(_("Both of you were in %(cohort)s", cohort=cohort))
    if topics := _shared(mine, OFFERS, theirs, OFFERS, told=told) or _shared(mine, WANTS, theirs, WANTS, told=told):
        found.append(_("Both of you care about %(topics)s", topics=topics))
    if place := _shared(mine, PLACE, theirs, PLACE, most=1):
        found.append(_("Both of you are in %(place)s", place=place))
    return found


def _shared(
    mine: Values,
    my_kind: str,
    theirs: Values,
    their_kind: str,
    *,
    most: int = MOST_TOPICS,
    told: set[str] | None = None,
) -> str:
    """Labels of what both have; what a stronger sentence has `told` already is left out, and noted."""
    own, other = mine.get(my_kind, {}), theirs.get(their_kind, {})
    common = [value for value in other if value in own and value not in (told or ())]
    if told is not None:
        told.update(common)
    return ", ".join(other[value] for value in common[:most])


def by_person(rows: Any) -> dict[int, dict[str, dict[str, str]]]:
    """Facet rows (person_id, kind, value, label) as person -> kind -> {value: label}."""
    found: dict[int, dict[str, dict[str, str]]] = {}
    for person_id, kind, value, label in rows:
        found.setdefault(person_id, {}).setdefault(kind, {})[value] = label
    return found
