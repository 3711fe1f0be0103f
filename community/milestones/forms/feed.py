"""What somebody looks for in the feed: on the query string, so that what is found has an address."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from community.core.text import clean_line
from community.milestones.models import KINDS
from community.milestones.queries.feed import EVERYONE, PEOPLE, Wanted

LONGEST = 200
OPEN = "open"


class FeedFilter:
    """The tab, the words and the choices of one address. An unknown value finds nothing, which says enough.

    `offered` gives the cohorts to choose from; they are asked for only when somebody opens the filters.
    """

    def __init__(self, arguments: Mapping[str, str], base: str, offered: Callable[[], Sequence[Any]]) -> None:
        self.base = base
        self.of = EVERYONE if arguments.get("of") == EVERYONE else PEOPLE
        self.words = clean_line(arguments.get("q", "")[:LONGEST])
        self.kind, self.programme, self.cohort = (
            clean_line(arguments.get(name, "")[:LONGEST]) for name in ("kind", "programme", "cohort")
        )
        self.opened = self.narrowed or arguments.get("filters") == OPEN
        self.kinds = [*KINDS.items()]
        rows = offered() if self.opened else ()
        self.programmes = [*{row.programme: row.programme_name for row in rows}.items()]
        self.cohorts = [(row.cohort, f"{row.programme_name} {row.cohort_name}".strip()) for row in rows]

    @property
    def narrowed(self) -> bool:
        """Whether something rarer than words was chosen."""
        return bool(self.kind or self.programme or self.cohort)

    @property
    def in_use(self) -> bool:
        """Whether anything is looked for."""
        return bool(self.words) or self.narrowed

    def tab(self, of: str) -> str:
        """The address of a tab, nothing looked for."""
        return f"{self.base}?{urlencode({'of': of})}" if of != PEOPLE else self.base

    def to_open(self) -> str:
        """The address with the filters open, the words kept."""
        asked = {"of": self.of, "q": self.words, "filters": OPEN}
        return f"{self.base}?{urlencode({name: value for name, value in asked.items() if value})}"

    def wanted(self) -> Wanted:
        """What the query takes."""
        return Wanted(self.of, self.kind, self.programme, self.cohort, self.words)
