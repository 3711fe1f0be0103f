"""Dates as people write them, and the question which of two numbers is the month."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from babel import Locale

from community.core.text import fold

DMY, MDY = "dmy", "mdy"


class DatesAmbiguous(Exception):
    """Every numeric date of the file can be read day first and month first (or the file has both): ask the coordinator."""

    def __init__(self, examples: tuple[str, ...]) -> None:
        super().__init__(examples)
        self.examples = examples


class BadDate(ValueError):
    """No date; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def date_orders(values: Iterable[str]) -> frozenset[str]:
    """The orders in which the numeric dates of a file may be meant, judged over all of them.

    One order: proved (a number above 12 cannot be a month). Both: ask, never guess; so too when the dates prove
    both orders, unless fewer than one proof in twenty speaks for the other order: then those lines are the mistake
    and are named. None: no date of the file depends on it.
    """
    day_first = month_first = doubtful = 0
    for first, second in _numeric(values):
        if first > 12 >= second:
            day_first += 1
        elif second > 12 >= first:
            month_first += 1
        elif first != second and first <= 12:
            doubtful += 1
    if day_first and month_first:
        fewer, more = sorted((day_first, month_first))
        if fewer * 20 >= fewer + more:
            return frozenset({DMY, MDY})
    if day_first or month_first:
        return frozenset({DMY if day_first > month_first else MDY})
    return frozenset({DMY, MDY}) if doubtful else frozenset()


def doubtful_dates(values: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """A few different values that can be read both ways, to show with the question."""
    found: dict[str, None] = {}
    for value in values:
        if any(first != second and max(first, second) <= 12 for first, second in _numeric((value,))):
            found.setdefault(value.strip())
            if len(found) == count:
                break
    return tuple(found)


def read_date(text: str, order: str | None = DMY) -> date | None:
    """The date, None for an empty cell. Raises BadDate: date_unreadable, date_impossible, date_other_order, date_far."""
    text = text.strip()
    if text in _NOTHING:
        return None
    if len(text) > 60:
        raise BadDate("date_unreadable")
    if found := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMERIC.fullmatch(text):
        return _in_order(int(found[1]), int(found[3]), _year(found[4]), order or DMY)
    if found := _DAY_NAME_YEAR.fullmatch(text):
        return _date(_year(found[3]), _month(found[2]), int(found[1]))
    if found := _NAME_DAY_YEAR.fullmatch(text):
        return _date(_year(found[3]), _month(found[1]), int(found[2]))
    raise BadDate("date_unreadable")


_NOTHING = frozenset({"", "-", "–", "—", "n/a", "N/A"})
_TIME = (
    r"(?:(?:,\s*|\s+|T)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\s*(?:[ap]\.?m\.?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
_ORDINAL = r"(?:st|nd|rd|th|er|\.|º)?"
_NAME = r"([^\W\d_]{3,12})\.?"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text + _TIME, re.IGNORECASE)


_YEAR_FIRST = _pattern(r"(\d{4})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})")
_COMPACT = _pattern(r"(\d{4})(\d{2})(\d{2})")
_NUMERIC = _pattern(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})\.?")
_DAY_NAME_YEAR = _pattern(
    rf"(\d{{1,2}}){_ORDINAL}[\s./-]*(?:(?:of|de)\s+)?{_NAME}[\s,./-]*(?:del?\s+)?(\d{{4}}|\d{{2}})"
)
_NAME_DAY_YEAR = _pattern(rf"{_NAME}\s*(\d{{1,2}}){_ORDINAL}(?:\s*,\s*|\s+)(\d{{4}})")


def _numeric(values: Iterable[str]) -> Iterable[tuple[int, int]]:
    for value in values:
        if len(value) <= 80 and (found := _NUMERIC.fullmatch(value.strip())):
            yield int(found[1]), int(found[3])


def _in_order(first: int, second: int, year: int, order: str) -> date:
    day, month = (first, second) if order == DMY else (second, first)
    if month > 12 >= day:
        raise BadDate("date_other_order")
    return _date(year, month, day)


def _date(year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise BadDate("date_impossible") from None
    if not 1900 <= year <= 2100:
        raise BadDate("date_far")
    return found


def _year(text: str) -> int:
    """Two digits mean 1970 to 2069, as most spreadsheets nearly agree."""
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < 70 else 1900)


def _month(name: str) -> int:
    month = _months().get(fold(name))
    if month is None:
        raise BadDate("date_unreadable")
    return month


@cache
def _months() -> dict[str, int]:
    """Names and short names of the months in the languages whose headings we know; they contradict nowhere."""
    names = {"sept": 9}
    for language in ("en", "de", "fr", "es"):
        months = Locale.parse(language).months
        for use in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names.update({fold(name).rstrip("."): month for month, name in months[use][width].items()})
    return names
