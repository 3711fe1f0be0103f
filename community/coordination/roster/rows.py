"""A line of the roster becomes a row, or a problem with every reason found in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from community.core.text import fold

from .addresses import normal_address
from .columns import FIELDS
from .dates import BadDate, read_date
from .delimited import Line
from .fields import read_text
from .outcomes import Problem, Reason, RosterPerson, RosterRow

Outcome = RosterRow | Problem
_NO_CELLS = ("",) * len(FIELDS)


def read_rows(lines: Iterable[Line], columns: dict[str, int], width: int, order: str | None) -> Iterator[Outcome]:
    """One outcome per line, in the order of the file. Empty lines are named, those at the end of the file are not."""
    reader = RowReader(columns, width, order)
    empty: list[int] = []
    for line, cells, broken in lines:
        if not broken and not any(cell and not cell.isspace() for cell in cells):
            empty.append(line)
            continue
        for number in empty:
            yield Problem(number, (Reason("empty_line"),), ())
        empty.clear()
        yield reader.outcome(line, cells, broken)


class RowReader:
    """Remembers the people and mentorships of the lines before, to notice what is said twice."""

    def __init__(self, columns: dict[str, int], width: int, order: str | None) -> None:
        self._columns = [columns.get(field, -1) for field in FIELDS]
        self._width, self._order = width, order
        self._addresses: dict[str, str | None] = {}
        self._dates: dict[str, date | str | None] = {}
        self._known_as: dict[str, tuple[str, int]] = {}
        self._mentorships: dict[tuple[str, str, str, str], RosterRow] = {}

    def outcome(self, line: int, cells: list[str], broken: str | None = None) -> Outcome:
        """The row, cleaned, or the problem. A repeated mentorship is a problem of kind "repeated": nothing is lost."""
        if fault := self._shape_fault(cells, broken):
            return Problem(line, (fault,), tuple(cells))
        reasons: list[Reason] = []
        row = self._row(line, cells, reasons.append)
        if not reasons:
            reasons += self._contradictions(row)
        notices = () if reasons else self._names(row, reasons)
        if not reasons and (repeated := self._repeated(row)):
            reasons.append(repeated)
        if reasons:
            return Problem(line, tuple(reasons), tuple(cells))
        return self._remembered(row, notices)

    def _shape_fault(self, cells: list[str], broken: str | None) -> Reason | None:
        if broken:
            return Reason(broken)
        if len(cells) < self._width:
            return Reason("too_few_cells", {"found": len(cells), "expected": self._width})
        if len(cells) > self._width and any(cell.strip() for cell in cells[self._width :]):
            return Reason("too_many_cells", {"found": len(cells), "expected": self._width})
        return None

    def _row(self, line: int, cells: list[str], complain: Callable[[Reason], None]) -> RosterRow:
        raw = dict(zip(FIELDS, _NO_CELLS, strict=True)) | {
            field: cells[column] for field, column in zip(FIELDS, self._columns, strict=True) if column >= 0
        }
        text: dict[str, str] = {}
        for field in FIELDS:
            if field not in ("started_on", "ended_on"):
                text[field], fault = read_text(field, raw[field])
                if fault:
                    complain(fault)
        for field in ("mentor_email", "coachee_email"):
            if text[field]:
                text[field] = self._address(field, text[field], complain)
        return RosterRow(
            line=line,
            mentor=RosterPerson(text["mentor_name"], text["mentor_email"]),
            coachee=RosterPerson(text["coachee_name"], text["coachee_email"]),
            programme=text["programme"],
            cohort=text["cohort"],
            started_on=self._date("started_on", raw["started_on"], complain),
            ended_on=self._date("ended_on", raw["ended_on"], complain),
            focus=text["focus"],
        )

    def _address(self, field: str, text: str, complain: Callable[[Reason], None]) -> str:
        if text not in self._addresses:
            self._addresses[text] = normal_address(text)
        address = self._addresses[text]
        if address is None:
            complain(Reason("address_broken", {"field": field, "value": text}))
        return address or ""

    def _date(self, field: str, raw: str, complain: Callable[[Reason], None]) -> date | None:
        if raw not in self._dates:
            try:
                self._dates[raw] = read_date(raw, self._order)
            except BadDate as bad:
                self._dates[raw] = bad.code
        found = self._dates[raw]
        if isinstance(found, str):
            complain(Reason(found, {"field": field, "value": raw.strip()[:200]}))
            return None
        return found

    def _contradictions(self, row: RosterRow) -> Iterator[Reason]:
        if row.mentor.email == row.coachee.email:
            yield Reason("one_person", {"email": row.mentor.email})
        if row.started_on and row.ended_on and row.ended_on < row.started_on:
            yield Reason(
                "ends_before_start", {"started": row.started_on.isoformat(), "ended": row.ended_on.isoformat()}
            )

    def _names(self, row: RosterRow, reasons: list[Reason]) -> tuple[Reason, ...]:
        """The first name of an address stands. A name with a word in common is a notice; one with none may be somebody else."""
        notices = []
        for person in (row.mentor, row.coachee):
            name, line = self._known_as.get(person.email, (person.name, row.line))
            if name == person.name or fold(name) == fold(person.name):
                continue
            reason: dict[str, str | int] = {"email": person.email, "name": name, "line": line}
            if set(fold(name).split()) & set(fold(person.name).split()):
                notices.append(Reason("name_differs", reason))
            else:
                reasons.append(Reason("other_name", reason))
        return tuple(notices)

    def _repeated(self, row: RosterRow) -> Reason | None:
        first = self._mentorships.get(_key(row))
        if first is None:
            return None
        differing = [
            field for field in ("started_on", "ended_on", "focus") if getattr(row, field) != getattr(first, field)
        ]
        if not differing:
            return Reason("repeated", {"line": first.line})
        if "focus" not in differing and not row.started_on and not row.ended_on:
            return Reason("repeated_without_dates", {"line": first.line})
        return Reason("repeated_differently", {"line": first.line, "fields": ",".join(differing)})

    def _remembered(self, row: RosterRow, notices: tuple[Reason, ...]) -> RosterRow:
        mentor, coachee = (
            RosterPerson(self._known_as.setdefault(person.email, (person.name, row.line))[0], person.email)
            for person in (row.mentor, row.coachee)
        )
        kept = RosterRow(
            row.line, mentor, coachee, row.programme, row.cohort, row.started_on, row.ended_on, row.focus, notices
        )
        self._mentorships[_key(row)] = kept
        return kept


def _key(row: RosterRow) -> tuple[str, str, str, str]:
    """What makes a mentorship the same one: both people, programme and cohort, whatever the case and accents."""
    return row.mentor.email, row.coachee.email, fold(row.programme), fold(row.cohort)
