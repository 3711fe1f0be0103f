"""The filter of the directory: on the query string, so that what is found has an address."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from community.alumni.facets import (
    COHORT,
    LANGUAGE,
    OFFERS,
    PLACE,
    PROGRAMME,
    WANTS,
    WORK_FIELD,
    folded_value,
    parts_of_place,
)
from community.alumni.queries.directory import OPEN_TO, Wanted
from community.alumni.queries.offered import Options
from community.core.language import _l, locale_now
from community.core.spoken import language_words
from community.core.text import clean_line, fold

LABELS = {
    OFFERS: _l("Can help with"),
    "open": _l("Open to"),
    PROGRAMME: _l("Programme"),
    COHORT: _l("Cohort"),
    WANTS: _l("Would like help with"),
    WORK_FIELD: _l("Field"),
    PLACE: _l("Place"),
    LANGUAGE: _l("Language"),
}
OPEN_WORDS = {
    "catchups": _l("A catch-up"),
    "peer_mentoring": _l("Peer mentoring"),
    "circles": _l("Speaking to a circle"),
}
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Choice:
    """A list to choose one value from, drawn with what was chosen."""

    name: str
    label: Any
    chosen: str
    said: str
    options: Markup


class Filter:
    """What somebody looks for. An unknown value finds nobody, which says enough.

    The lists are read (`offered`) and drawn only where somebody opened them or chose from them: they are the larger
    part of the page, and most people type a word or just look around.
    """

    def __init__(self, arguments: Any, offered: Callable[[], Options]) -> None:
        self.words = clean_line((arguments.get("q") or "")[:LONGEST])
        self._chosen = {kind: _asked(kind, arguments) for kind in LABELS}
        self.opened = arguments.get("filters") == "open"
        shown = self.opened or any(self._chosen.values())
        self.options = offered() if shown else {}
        self.choices = [_choice(kind, self._chosen[kind], self.options) for kind in LABELS] if shown else []

    @property
    def in_use(self) -> list[Choice]:
        """The lists that say something."""
        return [choice for choice in self.choices if choice.chosen]

    def without(self, name: str) -> dict[str, str]:
        """The query string with one list set back."""
        asked = {"q": self.words, **self._chosen}
        return {key: value for key, value in asked.items() if value and key != name}

    def wanted(self) -> Wanted:
        """What to look for."""
        chosen = dict(self._chosen)
        return Wanted(
            words=self.words,
            open_to=chosen.pop("open"),
            place=tuple(parts_of_place(chosen.pop(PLACE))),
            **chosen,
        )


def _asked(kind: str, arguments: Any) -> str:
    typed = clean_line(str(arguments.get(kind) or "")[:LONGEST])
    if kind == "open":
        return typed if typed in OPEN_TO else ""
    return folded_value(kind, typed)


def _choice(kind: str, chosen: str, options: Options) -> Choice:
    known = tuple(options.get(kind, {}).items())
    return Choice(kind, LABELS[kind], chosen, *_drawn(kind, known, chosen, locale_now()))


@lru_cache(maxsize=512)
def _drawn(kind: str, known: tuple[tuple[str, tuple[str, int]], ...], chosen: str, language: Any) -> tuple[str, Markup]:
    """How the chosen value is called, and the options of the list; a chosen value too rare to be among them is added.

    Kept, because everybody is offered the same, and drawing some hundred options takes as long as all the rest.
    """
    offered = _offered(kind, known)
    if chosen:
        offered.setdefault(chosen, language_words(chosen) if kind == LANGUAGE else chosen)
    listed = [*offered.items()]
    if kind != "open":
        listed.sort(key=lambda choice: fold(choice[1]))
    nothing = ("", str(_l("Anything") if kind == "open" else _l("Any")))
    return offered.get(chosen, ""), _options([nothing, *listed], chosen)


def _offered(kind: str, known: Iterable[tuple[str, tuple[str, int]]]) -> dict[str, str]:
    if kind == "open":
        return {value: str(OPEN_WORDS[value]) for value in OPEN_TO}
    if kind == LANGUAGE:
        return {value: language_words(value) for value, _ in known}
    return {value: label for value, (label, _count) in known}


def _options(choices: Iterable[tuple[str, str]], chosen: str) -> Markup:
    plain, selected = (
        Markup('<option value="{}">{}</option>'),
        Markup('<option value="{}" selected>{}</option>'),
    )
    return Markup("").join((selected if value == chosen else plain).format(value, label) for value, label in choices)
