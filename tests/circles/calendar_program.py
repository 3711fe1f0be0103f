"""A member's calendar program: takes what comes by mail, as RFC 5546 says, and tells what it shows."""

from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import recurring_ical_events


class CalendarProgram:
    """What one person's calendar shows after these mails, whatever order they arrive in."""

    def __init__(self) -> None:
        self.known: dict[str, dict[datetime | None, icalendar.Event]] = {}
        self.zones: dict[str, icalendar.Timezone] = {}

    def take(self, messages: Any) -> "CalendarProgram":
        """Each mail's calendar part, with the method of its MIME header."""
        for message in messages:
            for part in message.walk():
                if part.get_content_type() == "text/calendar":
                    calendar = icalendar.Calendar.from_ical(part.get_payload(decode=True))
                    assert part.get_param("method") == calendar["METHOD"]
                    self._take(str(calendar["METHOD"]), calendar)
                    break  # the same part is there again as a file
        return self

    def _take(self, method: str, calendar: icalendar.Calendar) -> None:
        events = calendar.walk("VEVENT")
        (uid,) = {str(event["UID"]) for event in events}
        known = self.known.setdefault(uid, {})
        whole = any("RECURRENCE-ID" not in event for event in events)
        newest = max((_rank(event) for event in known.values()), default=(-1, datetime.min.replace(tzinfo=UTC)))
        if whole and max(map(_rank, events)) < newest:
            return
        if whole:
            known.clear()
        for event in events:
            original = event["RECURRENCE-ID"].dt.astimezone(UTC) if "RECURRENCE-ID" in event else None
            if original in known and _rank(event) < _rank(known[original]):
                continue
            assert (method == "CANCEL") is (event["STATUS"] == "CANCELLED")
            known[original] = event
        for zone in calendar.walk("VTIMEZONE"):
            self.zones[str(zone["TZID"])] = zone

    def shows(self) -> list[tuple[datetime, int]]:
        """(start in UTC, minutes) of everything in it, earliest first."""
        found = []
        for events in self.known.values():
            if None in events and events[None]["STATUS"] == "CANCELLED":
                continue
            calendar = icalendar.Calendar()
            for zone in self.zones.values():
                calendar.add_component(zone)
            gone = [original for original, event in events.items() if original and event["STATUS"] == "CANCELLED"]
            for event in events.values():
                if event["STATUS"] != "CANCELLED":
                    calendar.add_component(event)
            # What the text says is what counts, not what this object remembers of it.
            again = icalendar.Calendar.from_ical(calendar.to_ical())
            shown = recurring_ical_events.of(again).between(datetime(2025, 1, 1), datetime(2029, 1, 1))
            for event in shown:
                original = event["RECURRENCE-ID"].dt if "RECURRENCE-ID" in event else event["DTSTART"].dt
                if original.astimezone(UTC) not in gone:
                    start, end = (event[name].dt.astimezone(UTC) for name in ("DTSTART", "DTEND"))
                    found.append((start, (end - start) // timedelta(minutes=1)))
        return sorted(found)


def _rank(event: icalendar.Event) -> tuple[int, datetime]:
    return int(event["SEQUENCE"]), event["DTSTAMP"].dt
