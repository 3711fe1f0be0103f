"""What somebody looks for among the circles: on the query string, so that what is found has an address."""

from collections.abc import Mapping
from typing import Any

from community.circles.queries.finding import Wanted
from community.circles.wording import MODE_WORDS
from community.core.language import gettext as _
from community.core.spoken import language_choices, language_words
from community.core.text import clean_line

LONGEST = 200


class CircleFilter:
    """The words and choices of one address. An unknown value finds nothing, which says enough."""

    def __init__(self, arguments: Mapping[str, str]) -> None:
        self.words, self.topic, self.language, self.mode = (
            clean_line(arguments.get(name, "")[:LONGEST]) for name in ("q", "topic", "language", "mode")
        )

    @property
    def narrowed(self) -> bool:
        """Whether something rarer than words was chosen."""
        return bool(self.topic or self.language or self.mode)

    @property
    def in_use(self) -> bool:
        """Whether anything is looked for."""
        return bool(self.words) or self.narrowed

    @property
    def languages(self) -> list[tuple[str, str]]:
        """What there is to choose from."""
        return language_choices()

    @property
    def modes(self) -> list[tuple[str, Any]]:
        """What there is to choose from."""
        return [*MODE_WORDS.items()]

    @property
    def said(self) -> str:
        """What was chosen, in words, for the heading of what was found."""
        told = [self.topic, language_words(self.language) if self.language else "", str(MODE_WORDS.get(self.mode, ""))]
        return _(", ").join(words for words in (self.words, *told) if words)

    def wanted(self) -> Wanted:
        """What the query takes."""
        return Wanted(self.words, self.topic, self.language, self.mode)
