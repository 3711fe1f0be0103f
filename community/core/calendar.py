"""Calendar invitations: what a calendar program is told about one meeting or a series of them, by mail. (What it fetches by
itself is put together in calendar_feed.py from the same parts.)

A series is one thing to calendars: a UID with a rule, on the clock of the zone the rule follows. What was moved stands beside
the rule under the moment it had (RECURRENCE-ID); what was cancelled is left out of it (EXDATE).

An address its owner hides is not given to this module: a party without an address appears by name only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

import icalendar
from icalendar import vCalAddress

from community.core import clock
from community.core.recurrence import Rule
from community.core.text import clean_line, clean_text

Method = Literal["REQUEST", "CANCEL"]
PRODUCT = "-//Alumni Community//Calendar//EN"
NO_ADDRESS = "invalid:nomail"  # what calendar programs agreed on for people who are known by name only
AROUND = timedelta(days=366)  # the rules of the zone are told this far before and after the meeting


@dataclass(frozen=True)
class Party:
    """Somebody who takes part; without an address they appear by name only."""

    name: str
    address: str | None = None


@dataclass(frozen=True)
class CalendarEvent:
    """One meeting as calendars know it: the same `uid` for ever, a higher `sequence` for each change."""

    uid: str
    sequence: int
    starts_at: datetime
    minutes: int
    summary: str
    organizer: Party | None = None  # of an invitation; what is only shown has none, and no attendees
    attendees: tuple[Party, ...] = field(default=())
    description: str = ""
    location: str = ""
    url: str = ""
    status: Literal["CONFIRMED", "TENTATIVE"] = "CONFIRMED"
    changed_at: datetime | None = None  # None: it is told now for the first time


@dataclass(frozen=True)
class Occurrence:
    """One meeting of a series that is elsewhere than the rule puts it (`original`)."""

    original: datetime
    starts_at: datetime
    minutes: int


def invitation(
    event: CalendarEvent, method: Method = "REQUEST", *, zone: str, original: datetime | None = None
) -> bytes:
    """The event as an iCalendar text for a recipient in `zone`; method "CANCEL" takes it off their calendar again.

    `original`: it is the one of a series that the rule puts there; `zone` is then the one of the series. A "CANCEL" without it
    takes off a whole series. Refuses (ValueError) a start without a time zone. The method must stand in the mail's MIME header too.
    """
    if event.starts_at.tzinfo is None:
        raise ValueError("a meeting without a time zone")
    starts_at, ends_at = _told_in(event, ZoneInfo(zone))
    meeting = meeting_of(event, method, starts_at, ends_at)
    first = starts_at
    if original is not None:
        meeting.add("recurrence-id", original.astimezone(UTC if zone == "UTC" else ZoneInfo(zone)))
        first = min(starts_at, original)
    in_utc = starts_at.tzinfo is UTC and (original is None or zone == "UTC")
    return _text(method, [meeting], None if in_utc else zone, first, ends_at)


def series_invitation(
    event: CalendarEvent, rule: Rule, *, without: Sequence[datetime] = (), moved: Sequence[Occurrence] = ()
) -> bytes:
    """A whole series as one REQUEST: the `event` comes again by the `rule`, except at `without` and as in `moved`."""
    meetings = parts_of_series(event, rule, without=without, moved=moved)
    return _text("REQUEST", meetings, None if rule.zone == "UTC" else rule.zone, *span_of_series(rule, moved))


def span_of_series(rule: Rule, moved: Sequence[Occurrence] = ()) -> tuple[datetime, datetime]:
    """The first and the last moment at which one of a series begins."""
    moments = [*rule.moments(), *(one.starts_at for one in moved)]
    return min(moments), max(moments)


def parts_of_series(
    event: CalendarEvent, rule: Rule, *, without: Sequence[datetime] = (), moved: Sequence[Occurrence] = ()
) -> list[icalendar.Event]:
    """A series as calendars know it: the rule, then each one that is elsewhere."""
    zone = ZoneInfo(rule.zone) if rule.zone != "UTC" else UTC
    starts_at = rule.begins.replace(tzinfo=zone)
    # The length of a meeting is told in elapsed time, also across a change of the clocks.
    ends_at = (starts_at.astimezone(UTC) + timedelta(minutes=event.minutes)).astimezone(zone)
    master = meeting_of(event, "REQUEST", starts_at, ends_at)
    master.add("rrule", rule.as_calendar())
    if without:
        master.add("exdate", [moment.astimezone(zone) for moment in without])
    return [master, *(_elsewhere(event, one, rule.zone) for one in moved)]


def _elsewhere(event: CalendarEvent, one: Occurrence, zone: str) -> icalendar.Event:
    there = replace(event, starts_at=one.starts_at, minutes=one.minutes)
    meeting = meeting_of(there, "REQUEST", *_told_in(there, ZoneInfo(zone)))
    meeting.add("recurrence-id", one.original.astimezone(UTC if zone == "UTC" else ZoneInfo(zone)))
    return meeting


def _text(
    method: Method, events: Sequence[icalendar.Event], zone: str | None, first: datetime, last: datetime
) -> bytes:
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if zone is not None:
        calendar.add_component(rules_of(ZoneInfo(zone), first, last))
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _told_in(event: CalendarEvent, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Start and end on the recipient's clock; in UTC when that clock shows the time twice that night."""
    moments = (
        event.starts_at.astimezone(UTC),
        event.starts_at.astimezone(UTC) + timedelta(minutes=event.minutes),
    )
    start, end = (moment.astimezone(zone) for moment in moments)
    ambiguous = start.fold or end.fold or zone.key == "UTC"
    return moments if ambiguous else (start, end)


def meeting_of(event: CalendarEvent, method: Method, starts_at: datetime, ends_at: datetime) -> icalendar.Event:
    """One VEVENT, from and until the moments on the clock they are told on."""
    meeting = icalendar.Event()
    meeting.add("uid", event.uid)
    meeting.add("sequence", event.sequence)
    meeting.add("dtstamp", (event.changed_at or clock.now()).astimezone(UTC))
    meeting.add("dtstart", starts_at)
    meeting.add("dtend", ends_at)
    meeting.add("summary", clean_line(event.summary))
    for name, value in (
        ("description", clean_text(event.description)),
        ("location", clean_line(event.location)),
    ):
        if value:
            meeting.add(name, value)
    if event.url:
        meeting.add("url", clean_line(event.url))
    meeting.add("status", "CANCELLED" if method == "CANCEL" else event.status)
    meeting.add("transp", "TRANSPARENT" if method == "CANCEL" else "OPAQUE")
    if event.organizer is not None:
        meeting.add("organizer", _party(event.organizer), encode=False)
    for attendee in event.attendees:
        person = _party(attendee)
        person.params.update({"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"})
        meeting.add("attendee", person, encode=False)
    return meeting


def _party(party: Party) -> vCalAddress:
    address = vCalAddress(f"mailto:{clean_line(party.address).replace(' ', '')}" if party.address else NO_ADDRESS)
    address.params["CN"] = clean_line(party.name).replace('"', "'")
    return address


# --- the rules of a zone ----------------------------------------------------------------------------------------


def rules_of(zone: ZoneInfo, first: datetime, last: datetime) -> icalendar.Timezone:
    """The VTIMEZONE of a zone from a year before the first moment to a year after the last, one part for each change of the clocks.

    (The one icalendar makes begins summer time an hour late.)
    """
    rules = icalendar.Timezone()
    rules.add("tzid", zone.key)
    begin = first.astimezone(UTC) - AROUND
    rules.add_component(_rule(zone, begin, begin))
    for before, after in _changes(zone, begin, last.astimezone(UTC) + AROUND):
        rules.add_component(_rule(zone, before, after))
    return rules


@lru_cache(maxsize=512)
def _changes(zone: ZoneInfo, at: datetime, last: datetime) -> tuple[tuple[datetime, datetime], ...]:
    """The last second before and the first second after each change of the clocks. Kept: calendars are fetched again and again."""
    found = []
    while at < last:
        tomorrow = at + timedelta(days=1)
        if _offset(zone, at) != _offset(zone, tomorrow):
            before, after = at.replace(microsecond=0), tomorrow.replace(microsecond=0)
            while after - before > timedelta(seconds=1):
                middle = before + (after - before) // 2
                middle = middle.replace(microsecond=0)
                before, after = (middle, after) if _offset(zone, middle) == _offset(zone, before) else (before, middle)
            found.append((before, after))
        at = tomorrow
    return tuple(found)


def _rule(zone: ZoneInfo, before: datetime, after: datetime) -> icalendar.TimezoneStandard | icalendar.TimezoneDaylight:
    there = after.astimezone(zone)
    rule = icalendar.TimezoneDaylight() if there.dst() else icalendar.TimezoneStandard()
    # By definition the moment is told on the clock as it was before it was changed.
    rule.add("dtstart", (after + _offset(zone, before)).replace(tzinfo=None))
    rule.add("tzoffsetfrom", _offset(zone, before))
    rule.add("tzoffsetto", _offset(zone, after))
    rule.add("tzname", there.tzname())
    return rule


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()
