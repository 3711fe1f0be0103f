"""The filter of the directory: on the query string, so that what is found has an address."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markupsafe import Markup
from wtforms import SearchField

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
from community.alumni.languages import language_words
from community.alumni.queries.directory import OPEN_TO, Options, Wanted
from community.core.forms import Form
from community.core.language import _l
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
ALWAYS_THERE = (OFFERS, "open")
OPEN_WORDS = {
    "catchups": _l("a catch-up with you"),
    "peer_mentoring": _l("peer mentoring"),
    "circles": _l("speaking to a circle"),
}
LONGEST = 300


class WordsForm(Form):
    """The words one looks for."""

    class Meta(Form.Meta):
        """Nothing is changed by looking."""

        csrf = False

    q = SearchField(_l("Name, topic, place, or any word"))


@dataclass(frozen=True, slots=True)
class Choice:
    """A list to choose one value from, drawn with what was chosen."""

    name: str
    label: Any
    chosen: str
    options: Markup


class Filter:
    """What somebody looks for. An unknown value finds nobody, which says enough."""

    def __init__(self, arguments: Any, options: Options) -> None:
        self.words = WordsForm(formdata=arguments)
        self._chosen = {kind: _asked(kind, arguments) for kind in LABELS}
        self.choices = [
            Choice(kind, label, self._chosen[kind], _drawn(kind, options, self._chosen[kind]))
            for kind, label in LABELS.items()
        ]

    @property
    def first(self) -> list[Choice]:
        """Choices that always stand there."""
        return [choice for choice in self.choices if choice.name in ALWAYS_THERE]

    @property
    def further(self) -> list[Choice]:
        """Choices folded away until somebody wants them."""
        return [choice for choice in self.choices if choice.name not in ALWAYS_THERE]

    @property
    def uses_further(self) -> bool:
        """Whether one of those is in use."""
        return any(choice.chosen for choice in self.further)

    def wanted(self) -> Wanted:
        """What to look for."""
        chosen = dict(self._chosen)
        return Wanted(
            words=clean_line((self.words.q.data or "")[:LONGEST]),
            open_to=chosen.pop("open"),
            place=tuple(parts_of_place(chosen.pop(PLACE))),
            **chosen,
        )


def _asked(kind: str, arguments: Any) -> str:
    typed = clean_line(str(arguments.get(kind) or "")[:LONGEST])
    if kind == "open":
        return typed if typed in OPEN_TO else ""
    return folded_value(kind, typed)


def _drawn(kind: str, options: Options, chosen: str) -> Markup:
    """The options of a list; a chosen value too rare to be among them is added."""
    if kind == "open":
        return _options((("", str(_l("Anything"))), *((value, str(OPEN_WORDS[value])) for value in OPEN_TO)), chosen)
    found = [(value, label) for value, (label, _count) in options.get(kind, {}).items()]
    if chosen and chosen not in options.get(kind, {}):
        found.append((chosen, chosen))
    if kind == LANGUAGE:
        found = [(value, language_words(value)) for value, _label in found]
    return _options((("", str(_l("Any"))), *_sorted(tuple(found))), chosen)


@lru_cache(maxsize=512)
def _sorted(found: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(found, key=lambda choice: fold(choice[1])))


@lru_cache(maxsize=512)
def _options(choices: Iterable[tuple[str, str]], chosen: str) -> Markup:
    """Kept, because everybody is offered the same, and drawing some hundred options takes as long as all the rest."""
    plain, selected = Markup('<option value="{}">{}</option>'), Markup('<option value="{}" selected>{}</option>')
    return Markup("").join((selected if value == chosen else plain).format(value, label) for value, label in choices)
