"""What circles say on "Who opened what of mine" (core/opened.py)."""

from collections.abc import Sequence
from typing import Any

from flask import url_for

from community.accounts.models import Person
from community.circles import queries
from community.circles.models import CircleLook, CircleOpening
from community.circles.wording import LOOKED_AT_WORDS
from community.core.language import gettext as _
from community.core.opened import Opened


def opened(person: Person) -> list[Opened]:
    """Each time a circle was opened in which the person was then, or had been."""
    found = queries.opened_of(person)
    looks = queries.looks([one.opening.id for one in found])
    return [_said(one, [look for look in looks if look.opening_id == one.opening.id]) for one in found]


def names_of(opening: CircleOpening) -> list[str]:
    """The two who could read it."""
    return [one.name if one is not None else _("a former member") for one in (opening.asker, opening.second)]


def looks_said(looks: Sequence[CircleLook]) -> list[tuple[Any, str, Any]]:
    """Each look: when, who, and what they read."""
    return [
        (look.created_at, look.person.name if look.person else _("a former member"), LOOKED_AT_WORDS[look.what])
        for look in looks
    ]


def _said(one: queries.OpenedOfMine, looks: Sequence[CircleLook]) -> Opened:
    opening = one.opening
    assert opening.answered_at is not None and opening.open_until is not None  # it was opened
    return Opened(
        at=opening.answered_at,
        until=opening.open_until,
        words=one.circle.name if one.circle is not None else _("A circle you were in"),
        by=names_of(opening),
        notice=opening.notice,
        looks=looks_said(looks),
        url=url_for("circles.openings", circle=opening.circle.public_id) if one.is_in else None,
    )
