"""What is coming for a person, as lines of a letter: meetings and catch-ups out of the calendar of every room. Titles and times alone."""

from collections.abc import Iterator
from datetime import datetime

from community.accounts.models import Person
from community.core.calendar import CalendarEvent
from community.core.calendar_feed import CalendarSeries, Entry, entries_of
from community.core.language import gettext as _
from community.core.letter import COMING, Line
from community.core.web.filters import when_words


def coming(person: Person, since: datetime, until: datetime) -> list[Line]:
    """What begins between two moments, soonest first. By itself it is no reason for a letter."""
    found = sorted(_meetings(entries_of(person, since, until, with_days=False), since, until), key=lambda one: one[0])
    return [_line(at, event) for at, event in found]


def _meetings(entries: list[Entry], since: datetime, until: datetime) -> Iterator[tuple[datetime, CalendarEvent]]:
    """Each meeting, those of a series one by one; days without an hour are not meetings."""
    for entry in entries:
        if isinstance(entry, CalendarSeries):
            yield from ((at, entry.event) for at in _moments(entry) if since <= at < until)
        elif isinstance(entry, CalendarEvent) and since <= entry.starts_at < until:
            yield entry.starts_at, entry


def _moments(series: CalendarSeries) -> Iterator[datetime]:
    elsewhere = {*series.without, *(one.original for one in series.moved)}
    yield from (moment for moment in series.rule.moments() if moment not in elsewhere)
    yield from (one.starts_at for one in series.moved)


def _line(at: datetime, event: CalendarEvent) -> Line:
    words = _("%(what)s: %(when)s", what=event.summary, when=when_words(at))
    return Line(COMING, words, event.url, at, alone=False)
