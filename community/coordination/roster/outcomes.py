"""What comes out of a roster, line by line: a row that can be imported, or a problem with its reasons."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

REPEATED = frozenset({"repeated", "repeated_without_dates", "repeated_differently"})
SKIPPED = frozenset({"empty_line"})


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason as a code and the values that belong in its sentence; `words.in_words` says it."""

    code: str
    values: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RosterPerson:
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A mentorship as the roster tells it, cleaned. Notices say what the coordinator should look at, no more."""

    line: int
    mentor: RosterPerson
    coachee: RosterPerson
    programme: str
    cohort: str
    started_on: date | None
    ended_on: date | None
    focus: str
    notices: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that is not imported, with every reason found in it and its cells as they stood in the file."""

    line: int
    reasons: tuple[Reason, ...]
    cells: tuple[str, ...]

    @property
    def code(self) -> str:
        return self.reasons[0].code

    @property
    def kind(self) -> str:
        """ "repeated" and "skipped" lose nothing; "refused" is for the coordinator to correct."""
        if self.code in REPEATED:
            return "repeated"
        return "skipped" if self.code in SKIPPED else "refused"


class Unreadable(Exception):
    """The file as a whole is no roster we can read; the text says why and what to do."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code, values)
        self.reason = Reason(code, values)

    def __str__(self) -> str:
        # words knows outcomes; only the sentence needs it the other way round
        from .words import in_words

        return in_words(self.reason)
