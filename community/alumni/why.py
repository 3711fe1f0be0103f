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
    if topics := _shared(mine, WANTS, theirs, OFFERS):
        found.append(_("Can help with %(topics)s, as you wished", topics=topics))
    if topics := _shared(mine, OFFERS, theirs, WANTS):
        found.append(_("Would like help with %(topics)s, which you offer", topics=topics))
    if cohort := _shared(mine, COHORT, theirs, COHORT):
        found.append(_("Both of you were in %(cohort)s", cohort=cohort))
    if topics := _shared(mine, OFFERS, theirs, OFFERS) or _shared(mine, WANTS, theirs, WANTS):
        found.append(_("Both of you care about %(topics)s", topics=topics))
    if place := _shared(mine, PLACE, theirs, PLACE, most=1):
        found.append(_("Both of you are in %(place)s", place=place))
    return found


def _shared(
    mine: Values, my_kind: str, theirs: Values, their_kind: str, most: int = MOST_TOPICS
) -> str:
    own, other = mine.get(my_kind, {}), theirs.get(their_kind, {})
    labels = [label for value, label in other.items() if value in own]
    return ", ".join(labels[:most])


def by_person(rows: Any) -> dict[int, dict[str, dict[str, str]]]:
    """Facet rows (person_id, kind, value, label) as person -> kind -> {value: label}."""
    found: dict[int, dict[str, dict[str, str]]] = {}
    for person_id, kind, value, label in rows:
        found.setdefault(person_id, {}).setdefault(kind, {})[value] = label
    return found
