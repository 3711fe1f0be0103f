"""What several pages read together: reasons of all features, and a person as one reader sees them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from community.accounts.models import Person
from community.alumni import why
from community.alumni.cards import Card, card
from community.alumni.queries import directory, profiles
from community.alumni.queries.offered import Options
from community.core import panels
from community.core.paging import Page


def shared_with(actor: Person, person_ids: Sequence[int]) -> dict[int, list[str]]:
    """Why the actor and each of these people: what profiles and cohorts say (registered under `reasons`). One query."""
    return _reasons(actor, person_ids, profiles.shared_facets(actor, person_ids))


def page_of_cards(
    actor: Person,
    wanted: directory.Wanted,
    options: Options,
    today: date,
    after: str | None,
) -> Page[Card]:
    """A page of the directory as cards, with why you two on each. Three queries and those of the other features' reasons."""
    rows = directory.people(actor, wanted, options, today, after)
    others = [row.person_id for row in rows if row.person_id != actor.id]
    reasons = _every_reason(actor, others) if others else {}
    return Page([card(actor, row, reasons.get(row.person_id, []), today) for row in rows], rows.next_after)


def _every_reason(actor: Person, person_ids: Sequence[int]) -> dict[int, list[Any]]:
    """A shared mentorship says more than a shared topic: the other features first."""
    found = panels.reasons(actor, person_ids, but_not=shared_with)
    for person_id, reasons in shared_with(actor, person_ids).items():
        found.setdefault(person_id, []).extend(reasons)
    return found


def reasons_on_page(actor: Person, person_id: int, facets: Sequence[Any]) -> list[Any]:
    """Every reason for one page, where the facets have been read already."""
    found = panels.reasons(actor, [person_id], but_not=shared_with).get(person_id, [])
    return [*found, *_reasons(actor, [person_id], facets).get(person_id, [])]


def _reasons(actor: Person, person_ids: Sequence[int], facets: Sequence[Any]) -> dict[int, list[str]]:
    values = why.by_person(facets)
    mine = values.get(actor.id, {})
    others = [one for one in person_ids if one != actor.id and one in values]
    found = {one: why.reasons(mine, values[one]) for one in others}
    return {one: reasons for one, reasons in found.items() if reasons}
