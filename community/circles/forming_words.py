"""What is said about forming circles: parts of the day and of the week, reasons, what a circle to be has in common."""

from datetime import datetime, time
from typing import Any

from babel.dates import format_time, get_day_names

from community.circles.forming import FEW, FIT, HOURS, LANGUAGE, PARTS_OF_DAY, PLACE, Group, Window, windows
from community.core.language import _l, gettext, locale_now, ngettext

PART_WORDS: dict[str, Any] = {
    part: _l("%(first)d:00 to %(last)d:00", first=first, last=last) for part, (first, last) in PARTS_OF_DAY.items()
}
# To coordinators, about somebody for whom no place was found.
LEFT_WORDS: dict[str, Any] = {
    FEW: _l("too few people on the list"),
    LANGUAGE: _l("too few speak a language of theirs"),
    PLACE: _l("too few would meet in their place"),
    HOURS: _l("too few have time when they do"),
    FIT: _l("no circle in which everything fits at once"),
}
# To that person: why, and what they could do.
NO_PLACE: dict[str, Any] = {
    FEW: _l("Circles were formed from the list, but there are too few people on it so far."),
    LANGUAGE: _l("Circles were formed from the list. Too few people on it speak one of your languages so far."),
    PLACE: _l("Circles were formed from the list. Too few people on it would meet where you would so far."),
    HOURS: _l("Circles were formed from the list. Too few people on it have time when you do so far."),
    FIT: _l("Circles were formed from the list. There was none yet in which everything fits: languages, hours, sizes."),
}
NO_PLACE_NEXT: dict[str, Any] = {
    FEW: _l("If you like, start a circle yourself and invite people you know."),
    LANGUAGE: _l("If you speak another language well enough to meet in it, add it: it helps most."),
    PLACE: _l("If you would meet remotely too, say so: it helps most."),
    HOURS: _l("If another part of the week is possible at times, add it: it helps most."),
    FIT: _l("If another part of the week or another language is possible, add it: it helps most."),
}
MODE_WORDS: dict[str, Any] = {
    "remote": _l("remotely"),
    "in_person": _l("in person"),
    "either": _l("in person or remotely"),
}
WINDOWS_SHOWN = 3


def weekday_words(weekday: int, width: str = "wide") -> str:
    """The name of a weekday, 0 is Monday."""
    return str(get_day_names(width, locale=locale_now())[weekday])  # type: ignore[arg-type]


def hours_words(codes: list[str]) -> str:
    """When somebody has time, by the clock they said it by: "Monday 17–20, 20–23; Friday 9–12"."""
    by_day: dict[int, list[str]] = {}
    for code in codes:
        day, _, part = code.partition("-")
        first, last = PARTS_OF_DAY[part]
        by_day.setdefault(int(day), []).append(f"{first}–{last}")
    return "; ".join(f"{weekday_words(day, 'abbreviated')} {', '.join(parts)}" for day, parts in sorted(by_day.items()))


def window_words(window: Window) -> str:
    """A span of the week in which a meeting can be held, without its zone."""
    if window.end - window.start >= 7 * 24 * 60:
        return gettext("at any time")
    return gettext(
        "%(day)s, %(start)s to %(end)s",
        day=weekday_words(window.weekday), start=_clock(window.start), end=_clock(window.end),
    )  # fmt: skip


def together_words(group: Group, minutes: int, zone: str, on: datetime) -> str:
    """When a circle to be could meet, by the clock of the reader: the longest spans first."""
    found = sorted(windows(group.starts, minutes, zone, on), key=lambda one: one.start - one.end)
    if not found:
        return gettext("no hours in common, but the same place")
    said = [window_words(window) for window in found[:WINDOWS_SHOWN]]
    more = len(found) - len(said)
    if more:
        said.append(ngettext("%(num)d more time", "%(num)d more times", more))
    return "; ".join(said)


def _clock(minutes: int) -> str:
    at = time(minutes // 60 % 24, minutes % 60)
    return str(format_time(at, "short", locale=locale_now()))
