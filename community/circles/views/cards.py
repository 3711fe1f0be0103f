"""A circle in a list: what a card says of it, and a line about one of one's own."""

from dataclasses import dataclass
from typing import Any

from community.circles.models import CLOSING, ENDED
from community.circles.wording import MODE_WORDS, RHYTHM_WORDS, places_words
from community.core import text
from community.core.language import gettext as _
from community.core.spoken import language_words
from community.core.web.filters import date_words, when_words

EXCERPT = 200


@dataclass(frozen=True, slots=True)
class Card:
    """A circle somebody could join."""

    public_id: str
    name: str
    purpose: str
    topics: list[str]
    facts: list[str]
    facilitator: str | None


def card_of(row: Any) -> Card:
    """What a row of queries.listed says in the reader's words."""
    where = str(MODE_WORDS[row.mode])
    facts = [
        f"{where}: {row.place}" if row.place else where,
        language_words(row.language),
        str(RHYTHM_WORDS[row.rhythm]),
        places_words(row.taken, row.size),
    ]
    return Card(row.public_id, row.name, text.plain(row.purpose, EXCERPT), row.topics, facts, row.facilitator_name)


def line_of(row: Any) -> str:
    """What a row of queries.mine says under the circle's name."""
    if row.state == ENDED:
        return _("Ended on %(day)s; it stays yours to read", day=date_words(row.ended_at))
    told = []
    if row.facilitates:
        told.append(_("You hold it together"))
    elif row.stands_in:
        told.append(_("You stand in for the facilitator"))
    if row.state == CLOSING:
        told.append(_("In its closing round"))
    if row.next_at is not None:
        told.append(_("Next meeting %(when)s", when=when_words(row.next_at)))
    else:
        told.append(_("%(taken)d of %(size)d places taken", taken=row.taken, size=row.size))
    return " · ".join(told)
