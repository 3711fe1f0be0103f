"""XLSX: the first sheet with anything in it, as rows of text. Its size is known before it is unpacked."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook

from .delimited import Line
from .outcomes import Unreadable

MOST_CELLS = 4_000_000  # rows times columns of the used area; the reader keeps them all, empty ones too


@dataclass
class Workbook:
    sheet: CalamineSheet
    delimiter = ""
    padded = True

    @property
    def last_line(self) -> int:
        return _height(self.sheet)

    def rows(self, width: int | None = None) -> Iterator[Line]:
        for number, cells in enumerate(self.sheet.iter_rows(), start=1):
            yield number, [cell if type(cell) is str else _text(cell) for cell in cells], None


def open_workbook(data: bytes, most_rows: int, most_unpacked: int) -> Workbook:
    """Refuses a broken file, one that unpacks to more than it may, and one whose sheet is far too large."""
    try:
        _measure(data, most_unpacked)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        raise Unreadable("workbook_broken") from None
    sheet = _first_sheet_with_data(data)
    if _height(sheet) > most_rows + 1:
        raise Unreadable("too_many_rows", limit=most_rows)
    return Workbook(sheet)


def _measure(data: bytes, most_unpacked: int) -> None:
    """Unpacks everything once, piece by piece and keeping nothing: what the directory says of sizes may be a lie."""
    left = most_unpacked
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > most_unpacked or len(parts) > 5_000:
            raise Unreadable("workbook_too_big")
        for part in parts:
            part.file_size = left + 2 * _PIECE  # whatever it says: read on until it is too much
            left -= _measure_part(archive, part, left)


def _measure_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> int:
    size, rows, columns, rest = 0, 0, 0, b""
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            size += len(piece)
            if size > left:
                raise Unreadable("workbook_too_big")
            for letters, digits in _PLACE.findall(rest + piece):
                rows, columns = max(rows, int(digits)), max(columns, _column(letters))
            rest = piece[-40:]
            if rows * columns > MOST_CELLS:
                raise Unreadable("workbook_too_big")
    return size


_PIECE = 1 << 18
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,3})([0-9]{1,8})["']""")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _first_sheet_with_data(data: bytes) -> CalamineSheet:
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            if sheet.end:
                return sheet
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # a panic of the reader, written in Rust, is not an Exception
        raise Unreadable("workbook_broken") from None
    raise Unreadable("file_empty")


def _height(sheet: CalamineSheet) -> int:
    return sheet.end[0] + 1 if sheet.end else 0


def _text(cell: Any) -> str:
    """Dates in ISO, so that nothing about them is left to guess; whole numbers without a point."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell)
