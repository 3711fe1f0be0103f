"""The door of this package: a roster file, opened, with its headings, its dates, and its outcomes line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from .columns import ColumnsUnclear, Mapping, recognise
from .dates import DatesAmbiguous, date_orders, doubtful_dates
from .delimited import Delimited, Line, open_delimited
from .encodings import UNICODE, decode
from .outcomes import Unreadable
from .rows import Outcome, read_rows
from .workbook import Workbook, open_workbook


@dataclass(frozen=True)
class Limits:
    """How large a roster may be."""

    bytes: int = 20_000_000
    rows: int = 200_000
    unpacked: int = 200_000_000  # an XLSX without its compression


def open_roster(data: bytes, name: str = "", *, limits: Limits | None = None, encoding: str | None = None) -> Source:
    """Opens CSV or XLSX by its content, whatever it is called. `encoding` overrides what was recognised.

    Raises Unreadable, whose text tells the coordinator what to do, and nothing else.
    """
    limits = limits or Limits()
    if len(data) > limits.bytes:
        raise Unreadable("file_too_big", limit=limits.bytes // 1_000_000)
    if not data.strip(b"\0\t\r\n "):
        raise Unreadable("file_empty")
    return Source(data, name, limits, encoding)


class Source:
    """An open roster. Reading can be begun again as often as needed; pickled, it is its bytes and opens again."""

    def __init__(self, data: bytes, name: str, limits: Limits, encoding: str | None) -> None:
        self._opened_with = (data, name, limits, encoding)
        self.name = name
        self._table, self.encoding = _open_table(data, limits, encoding)
        self.heading_line, self._width, headings = _find_headings(self._table)
        self.mapping = recognise(headings)

    def __reduce__(self) -> tuple[Callable[..., Source], tuple[object, ...]]:
        return Source, self._opened_with

    @property
    def headings(self) -> tuple[str, ...]:
        return self.mapping.headings

    @property
    def delimiter(self) -> str:
        """Of a CSV; "" for a workbook."""
        return self._table.delimiter

    @property
    def encoding_is_sure(self) -> bool:
        """False when the encoding was guessed: the coordinator should look whether the accents are right."""
        return not self.encoding or self.encoding in UNICODE or self._opened_with[3] is not None

    @property
    def last_line(self) -> int:
        """Number of the file's last line: with an outcome's line, how far the reading is."""
        return self._table.last_line

    def sample(self, count: int = 5) -> list[tuple[str, ...]]:
        """The first rows beneath the headings, as they stand in the file, to look at while mapping columns."""
        rows = (tuple(cells[: len(self.headings)]) for _, cells, _ in self._lines() if any(cells))
        return list(islice(rows, count))

    def date_orders(self, mapping: Mapping | None = None) -> frozenset[str]:
        """{"dmy"}, {"mdy"}, both (ask), or none (no date depends on it). See `dates.date_orders`."""
        return date_orders(self._dates(mapping or self.mapping))

    def date_examples(self, mapping: Mapping | None = None) -> tuple[str, ...]:
        """A few dates of the file that can be read both ways, to show with the question."""
        return doubtful_dates(self._dates(mapping or self.mapping))

    def rows(self, mapping: Mapping | None = None, dates: str | None = None) -> Iterator[Outcome]:
        """A RosterRow or a Problem for every line beneath the headings. `dates` is the coordinator's answer, "dmy" or "mdy".

        Raises at once, before any row: ColumnsUnclear when a column must be chosen first, DatesAmbiguous
        when the order of day and month must be asked.
        """
        mapping = mapping or self.mapping
        if not mapping.is_clear:
            raise ColumnsUnclear(mapping)
        if dates not in (None, "dmy", "mdy"):
            raise ValueError('dates must be "dmy" or "mdy"')
        if dates is None:
            orders = self.date_orders(mapping)
            if len(orders) > 1:
                raise DatesAmbiguous(self.date_examples(mapping))
            dates = next(iter(orders), None)
        return read_rows(self._lines(), mapping.columns, self._width, dates)

    def _lines(self) -> Iterator[Line]:
        return (line for line in self._table.rows(self._width) if line[0] > self.heading_line)

    def _dates(self, mapping: Mapping) -> Iterator[str]:
        columns = [mapping.columns[field] for field in ("started_on", "ended_on") if field in mapping.columns]
        for _, cells, _ in self._lines():
            for column in columns:
                if column < len(cells) and cells[column]:
                    yield cells[column]


def _open_table(data: bytes, limits: Limits, encoding: str | None) -> tuple[Delimited | Workbook, str]:
    if data.startswith(b"PK"):
        return open_workbook(data, limits.rows, limits.unpacked), ""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("old_workbook")
    if data.startswith(_OTHER_FILES):
        raise Unreadable("file_not_a_table")
    text, encoding = decode(data, encoding)
    return open_delimited(text, limits.rows, _known_headings), encoding


_OTHER_FILES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x1f\x8b", b"7z\xbc\xaf")


def _known_headings(rows: list[list[str]]) -> int:
    return max((_known(cells) for cells in rows), default=0)


def _known(cells: list[str]) -> int:
    mapping = recognise(cells)
    return len(mapping.columns) + len(mapping.ambiguous)


def _find_headings(table: Delimited | Workbook) -> tuple[int, int, list[str]]:
    """Line, width and cells of the headings: among the first ten rows the one with most known words, else the first.
    A file that begins with people at once has none; its columns are then called A, B, C."""
    filled = (line for line in table.rows() if any(cell.strip() for cell in line[1]))
    first = list(islice(filled, 10))
    if not first:
        raise Unreadable("file_empty")
    number, cells, _ = max(first, key=lambda line: _known(line[1]))
    if _known(cells) >= 2:
        return number, len(cells), cells
    number, cells, _ = first[0]
    if any("@" in cell for cell in cells):
        return number - 1, len(cells), [_letter(column) for column in range(len(cells))]
    return number, len(cells), cells


def _letter(column: int) -> str:
    column, last = divmod(column, 26)
    return (_letter(column - 1) if column else "") + chr(65 + last)
