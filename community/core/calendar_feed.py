"""A calendar that calendar programs fetch by themselves: what the features say of one person, put together as one text.

The text is the same until something it tells changes. It invites to nothing: nobody is organizer or attendee, so there is no
address in it. What also went out as an invitation keeps its UID and its number (SEQUENCE).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar

from community.core import clock, registry
from community.core.calendar import (
    PRODUCT,
    CalendarEvent,
    Occurrence,
    meeting_of,
    parts_of_series,
    rules_of,
    span_of_series,
)
from community.core.recurrence import Rule
from community.core.text import clean_line, clean_text

ASK_AGAIN_AFTER = timedelta(hours=1)


@dataclass(frozen=True)
class CalendarSeries:
    """An event that comes again by a rule, except at `without` and as in `moved`."""

    event: CalendarEvent
    rule: Rule
    without: tuple[datetime, ...] = ()
    moved: tuple[Occurrence, ...] = ()


@dataclass(frozen=True)
class CalendarDay:
    """Something for a whole day, which leaves the day free."""

    uid: str
    day: date
    summary: str
    changed_at: datetime
    description: str = ""
    url: str = ""


Entry = CalendarEvent | CalendarSeries | CalendarDay


def entries_of(person: Any, since: datetime, until: datetime, *, with_days: bool = True) -> list[Entry]:
    """What all features have for a person's calendar between two moments, in the language of this moment.

    Without days: those that have an hour; a feature that knows of whole days alone (`days_alone`) is not even asked.
    """
    asked = [one for one in registry.of_app().calendar_entries if with_days or not getattr(one, "days_alone", False)]
    return [entry for entries in asked for entry in entries(person, since, until)]


def days_alone(entries: Callable[[Any, datetime, datetime], list[CalendarDay]]) -> Any:
    """Mark a function of calendar_entries that has nothing for calendars but whole days."""
    entries.days_alone = True  # type: ignore[attr-defined]
    return entries


def feed(entries: Iterable[Entry], *, name: str, zone: str) -> bytes:
    """The calendar as text. `zone`: of whoever reads it; each event is told in UTC, and a series on the clock of its own zone."""
    found = sorted(entries, key=_uid)
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for said in ("name", "x-wr-calname"):
        calendar.add(said, clean_line(name))
    for again in ("refresh-interval", "x-published-ttl"):
        calendar.add(again, icalendar.vDuration(ASK_AGAIN_AFTER), {"VALUE": "DURATION"} if again[0] == "r" else {})
    for component in (*_zones(found, zone), *(part for entry in found for part in _parts(entry))):
        calendar.add_component(component)
    return bytes(calendar.to_ical())


def _uid(entry: Entry) -> str:
    return entry.event.uid if isinstance(entry, CalendarSeries) else entry.uid


def _parts(entry: Entry) -> Sequence[icalendar.Event]:
    if isinstance(entry, CalendarDay):
        return [_whole_day(entry)]
    if isinstance(entry, CalendarSeries):
        return parts_of_series(_without_people(entry.event), entry.rule, without=entry.without, moved=entry.moved)
    starts_at = entry.starts_at.astimezone(UTC)
    return [meeting_of(_without_people(entry), "REQUEST", starts_at, starts_at + timedelta(minutes=entry.minutes))]


def _without_people(event: CalendarEvent) -> CalendarEvent:
    return replace(event, organizer=None, attendees=())


def _whole_day(entry: CalendarDay) -> icalendar.Event:
    day = icalendar.Event()
    day.add("uid", entry.uid)
    day.add("dtstamp", entry.changed_at.astimezone(UTC))
    day.add("dtstart", entry.day)
    day.add("dtend", entry.day + timedelta(days=1))
    day.add("summary", clean_line(entry.summary))
    if entry.description:
        day.add("description", clean_text(entry.description))
    if entry.url:
        day.add("url", clean_line(entry.url))
    day.add("transp", "TRANSPARENT")
    return day


def _zones(entries: Iterable[Entry], zone: str) -> Iterator[icalendar.Timezone]:
    """The rules of every zone that is spoken of. An empty calendar tells the reader's: one without any part is not valid."""
    spans: dict[str, list[datetime]] = {}
    empty = True
    for entry in entries:
        empty = False
        if isinstance(entry, CalendarSeries) and entry.rule.zone != "UTC":
            spans.setdefault(entry.rule.zone, []).extend(span_of_series(entry.rule, entry.moved))
    if empty:
        spans[zone] = [datetime(clock.now().year, 1, 1, tzinfo=UTC)]
    for name, moments in sorted(spans.items()):
        yield rules_of(ZoneInfo(name), min(moments), max(moments))
