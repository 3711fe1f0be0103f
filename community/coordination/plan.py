"""What a roster would change: pure comparing of its lines with who and what is known already.

Neither Flask nor the database: `Known` is what has been read, `Plan` what is to be written and told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from community.coordination.roster.outcomes import Problem, Reason, RosterPerson, RosterRow
from community.core.text import fold

FIELDS = ("started_on", "ended_on", "focus")


class KnownPerson(NamedTuple):
    """Somebody whose address is known. Who has joined says for themselves what they are called."""

    id: int
    name: str
    has_joined: bool


class KnownMentorship(NamedTuple):
    """A formal mentorship that is recorded. `kept_by`: "corrected" or "disputed" when a side has spoken."""

    id: int
    started_on: date | None
    ended_on: date | None
    focus: str
    kept_by: str | None


@dataclass
class Known:
    """Everything the lines are compared with. Programmes and cohorts by their folded names."""

    people: dict[str, KnownPerson] = field(default_factory=dict)
    programmes: dict[str, int] = field(default_factory=dict)
    cohorts: dict[tuple[int, str], int] = field(default_factory=dict)
    mentorships: dict[tuple[int, int, int], KnownMentorship] = field(default_factory=dict)


class Told(NamedTuple):
    """A line of the preview: its outcome, what it says, and what there is to know about it."""

    line: int
    outcome: str
    says: RosterRow | Problem
    notes: tuple[Reason, ...] = ()


@dataclass
class Plan:
    """What is to be written, and every line with its outcome."""

    lines: list[Told] = field(default_factory=list)
    new_people: dict[str, str] = field(default_factory=dict)
    known_people: set[int] = field(default_factory=set)
    renamed: dict[int, str] = field(default_factory=dict)
    new_programmes: dict[str, str] = field(default_factory=dict)
    new_cohorts: dict[tuple[str, str], str] = field(default_factory=dict)
    new: list[RosterRow] = field(default_factory=list)
    rows: list[RosterRow] = field(default_factory=list)
    revisions: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    written_at: datetime | None = None
    problems: dict[str, int] = field(default_factory=lambda: {"refused": 0, "repeated": 0, "skipped": 0})

    @property
    def counts(self) -> dict[str, int]:
        """The numbers of the last line of the command, and of the page."""
        return {
            "people_new": len(self.new_people),
            "people_known": len(self.known_people),
            "new": len(self.new),
            "changed": len(self.revisions),
            "known": len(self.rows) - len(self.new) - len(self.revisions),
            "problem": sum(self.problems.values()),
            **self.problems,
        }


def compare(outcomes: Iterable[RosterRow | Problem], known: Known) -> Plan:
    """The plan for these lines. The same roster again gives a plan that writes nothing."""
    comparing = _Comparing(known)
    for outcome in outcomes:
        comparing.take(outcome)
    return comparing.plan


class _Comparing:
    def __init__(self, known: Known) -> None:
        self.known = known
        self.plan = Plan()
        self._folded: dict[str, str] = {}

    def take(self, outcome: RosterRow | Problem) -> None:
        plan = self.plan
        if isinstance(outcome, Problem):
            plan.problems[outcome.kind] += 1
            plan.lines.append(Told(outcome.line, "problem", outcome, outcome.reasons))
            return
        notes = list(outcome.notices)
        for person in (outcome.mentor, outcome.coachee):
            notes += self._person(person)
        self._place(outcome)
        found = self._recorded(outcome)
        plan.rows.append(outcome)
        if found is None:
            plan.new.append(outcome)
            plan.lines.append(Told(outcome.line, "new", outcome, tuple(notes)))
            return
        changes = {
            name: value for name in FIELDS if (value := getattr(outcome, name)) and value != getattr(found, name)
        }
        if changes and found.kept_by:
            notes.append(Reason(f"kept_{found.kept_by}"))
            changes = {}
        if changes:
            notes += [_change(name, getattr(found, name), value) for name, value in changes.items()]
            plan.revisions.append((found.id, changes))
        plan.lines.append(Told(outcome.line, "changed" if changes else "known", outcome, tuple(notes)))

    def _person(self, person: RosterPerson) -> list[Reason]:
        found = self.known.people.get(person.email)
        if found is None:
            self.plan.new_people.setdefault(person.email, person.name)
            return []
        seen = found.id in self.plan.known_people
        self.plan.known_people.add(found.id)
        if seen or found.name == person.name:
            return []
        if found.has_joined:
            return [Reason("name_kept", {"roster": person.name, "name": found.name})]
        self.plan.renamed[found.id] = person.name
        return [Reason("name_changed", {"before": found.name, "name": person.name})]

    def _place(self, row: RosterRow) -> None:
        """A programme or cohort that is not known yet is called what its first line calls it."""
        programme, cohort = self.fold(row.programme), self.fold(row.cohort)
        number = self.known.programmes.get(programme)
        if number is None:
            self.plan.new_programmes.setdefault(programme, row.programme)
        if number is None or (number, cohort) not in self.known.cohorts:
            self.plan.new_cohorts.setdefault((programme, cohort), row.cohort)

    def _recorded(self, row: RosterRow) -> KnownMentorship | None:
        known = self.known
        mentor, coachee = known.people.get(row.mentor.email), known.people.get(row.coachee.email)
        programme = known.programmes.get(self.fold(row.programme))
        if mentor is None or coachee is None or programme is None:
            return None
        cohort = known.cohorts.get((programme, self.fold(row.cohort)))
        return None if cohort is None else known.mentorships.get((mentor.id, coachee.id, cohort))

    def fold(self, name: str) -> str:
        """Few names on many lines: each is folded once."""
        if name not in self._folded:
            self._folded[name] = fold(name)
        return self._folded[name]


def _change(name: str, before: Any, after: Any) -> Reason:
    said: dict[str, str | int] = {"field": name, "before": _plain(before), "after": _plain(after)}
    return Reason("change" if before else "added", said)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")
