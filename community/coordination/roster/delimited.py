"""CSV and its relatives: lines become cells, and a broken line costs itself alone."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .outcomes import Unreadable

Line = tuple[int, list[str], str | None]  # where it starts in the file, its cells, and what is wrong with it
DELIMITERS = (",", ";", "\t", "|")
LONGEST_ROW = 50  # physical lines: more than any cell needs, few enough to find an open quotation mark soon


@dataclass
class Delimited:
    """A decoded text file. `rows()` can be asked again and again."""

    lines: list[str]
    delimiter: str
    first: int  # lines before it say how to read, such as "sep=;"
    padded = False

    @property
    def last_line(self) -> int:
        return len(self.lines)

    def rows(self, width: int | None = None) -> Iterator[Line]:
        return split_rows(self.lines, self.delimiter, self.first, width)


def open_delimited(text: str, most_rows: int, worth: Callable[[list[list[str]]], int]) -> Delimited:
    """Finds the delimiter. `worth` says how many headings it knows among the first rows, which decides best."""
    if not text.strip():
        raise Unreadable("file_empty")
    lines = list(io.StringIO(text, newline=""))
    if len(lines) > most_rows + 1:
        raise Unreadable("too_many_rows", limit=most_rows)
    said = _SAID.fullmatch(lines[0]) if lines else None
    if said:
        return Delimited(lines, said[1], 1)
    delimiter = max(DELIMITERS, key=lambda delimiter: _score(lines[:60], delimiter, worth))
    if all(len(cells) < 2 for _, cells, _ in split_rows(lines[:60], delimiter, 0, None)):
        raise Unreadable("file_not_a_table")
    return Delimited(lines, delimiter, 0)


_SAID = re.compile(r'\s*"?sep=([,;\t|])"?\s*', re.IGNORECASE)


def _score(lines: list[str], delimiter: str, worth: Callable[[list[list[str]]], int]) -> tuple[int, float, int]:
    """Known headings first, then how even the rows are, then how wide."""
    rows = [cells for _, cells, _ in split_rows(lines, delimiter, 0, None) if any(cells)]
    widths = [len(cells) for cells in rows]
    usual = max(set(widths), key=widths.count, default=0)
    return worth(rows[:10]), widths.count(usual) / len(widths) if usual > 1 else 0.0, usual


def split_rows(lines: list[str], delimiter: str, first: int, width: int | None) -> Iterator[Line]:
    """Each row with the line it starts on. Where a quotation mark swallows the lines after it, only its own
    line is marked as broken, and reading goes on with the next."""
    position = first
    while position < len(lines):
        feed = _Feed(lines, position)
        start, broken = position, "quote_open"
        try:
            for cells in csv.reader(feed, delimiter=delimiter, skipinitialspace=True):
                if feed.at - start > 1 and width and _swallowed(cells, width, delimiter):
                    break
                yield start + 1, cells, None
                start = feed.row = feed.at
            else:
                return
        except (csv.Error, _TooManyLines):
            broken = "quote_open" if feed.at - start > 1 else "cell_huge"
        yield start + 1, lines[start].rstrip("\r\n").split(delimiter), broken
        position = start + 1


class _TooManyLines(Exception):
    """One row ran over more lines than a row can have."""


class _Feed:
    """Lines for csv.reader, counted, and not too many for one row."""

    __slots__ = ("at", "lines", "row")

    def __init__(self, lines: list[str], at: int) -> None:
        self.lines, self.at, self.row = lines, at, at

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        if self.at >= len(self.lines):
            raise StopIteration
        if self.at - self.row >= LONGEST_ROW:
            raise _TooManyLines
        line = self.lines[self.at]
        self.at += 1
        return line


def _swallowed(cells: list[str], width: int, delimiter: str) -> bool:
    """A row over several lines that has not as many cells as the headings, or another row inside one of its cells."""
    if len(cells) < width or any(cell.strip() for cell in cells[width:]):
        return True
    return any(
        part.count(delimiter) > 2 and part.count("@") > 1
        for cell in cells
        if "\n" in cell or "\r" in cell
        for part in re.split("[\r\n]", cell)
    )
