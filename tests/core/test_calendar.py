"""Calendar invitations."""

import io
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import time_machine
from dateutil.tz import tzical
from hypothesis import given, settings
from hypothesis import strategies as st

from community.core.calendar import CalendarEvent, Party, invitation

ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Europe/Dublin",
    "Africa/Casablanca",
    "America/Santiago",
    "UTC",
]
START = datetime(2026, 3, 20, 15, 0, tzinfo=UTC)


def meeting(starts_at=START, **changes):
    given = {
        "uid": "catchup-abc@example.org",
        "sequence": 0,
        "starts_at": starts_at,
        "minutes": 30,
        "summary": "Catch-up with Ana",
        "organizer": Party("The community", "community@example.org"),
        "attendees": (Party("Ana", "ana@example.org"), Party("Łukasz")),
    }
    return CalendarEvent(**given | changes)


def parsed(ics):
    return icalendar.Calendar.from_ical(ics).walk("VEVENT")[0]


def read_by_its_own_rules(ics):
    """The instant a program finds that believes the VTIMEZONE of the text and knows no zones itself."""
    event = parsed(ics)
    start = event["DTSTART"]
    if "TZID" not in start.params:
        return start.dt.astimezone(UTC)
    zone = tzical(io.StringIO(ics.decode())).get(start.params["TZID"])
    return start.dt.replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    "starts_at",
    [
        datetime(2026, 3, 7, 15, tzinfo=UTC),  # nobody has changed
        datetime(2026, 3, 20, 15, tzinfo=UTC),  # only America has
        datetime(2026, 3, 29, 0, 30, tzinfo=UTC),  # just before Europe does
        datetime(2026, 3, 29, 1, 30, tzinfo=UTC),  # just after
        datetime(2026, 3, 8, 7, 30, tzinfo=UTC),  # just after New York did
        datetime(2026, 4, 4, 14, 45, tzinfo=UTC),  # Lord Howe, half an hour
        datetime(2026, 4, 4, 15, 15, tzinfo=UTC),
        datetime(2026, 10, 3, 15, 45, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),  # half past two, for the first time
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),  # and for the second
        datetime(2026, 10, 28, 15, tzinfo=UTC),  # only Europe has changed back
        datetime(2026, 12, 24, 23, 59, tzinfo=UTC),
    ],
)
def test_the_instant_is_right_in_every_zone(zone, starts_at):
    ics = invitation(meeting(starts_at), zone=zone)
    event = parsed(ics)
    assert event["DTSTART"].dt == starts_at
    assert event["DTEND"].dt.astimezone(UTC) == starts_at + timedelta(minutes=30)
    assert read_by_its_own_rules(ics) == starts_at


@settings(max_examples=50, deadline=None)
@given(
    st.datetimes(datetime(2025, 1, 1), datetime(2035, 1, 1)).map(lambda at: at.replace(microsecond=0, tzinfo=UTC)),
    st.sampled_from(ZONES),
)
def test_any_instant_survives_the_way_through_the_text(starts_at, zone):
    ics = invitation(meeting(starts_at), zone=zone)
    assert parsed(ics)["DTSTART"].dt == starts_at
    assert read_by_its_own_rules(ics) == starts_at


def changes_told(zone):
    calendar = icalendar.Calendar.from_ical(invitation(meeting(), zone=zone))
    rules = calendar.walk("VTIMEZONE")[0].subcomponents[1:]
    return [(rule["DTSTART"].dt, rule.name, rule["TZOFFSETFROM"].td, rule["TZOFFSETTO"].td) for rule in rules][-2:]


def test_the_rules_tell_each_change_on_the_clock_as_it_was_before():
    hour = timedelta(hours=1)
    assert changes_told("Europe/Berlin") == [
        (datetime(2026, 3, 29, 2), "DAYLIGHT", hour, 2 * hour),
        (datetime(2026, 10, 25, 3), "STANDARD", 2 * hour, hour),
    ]
    assert changes_told("Australia/Lord_Howe") == [
        (datetime(2026, 4, 5, 2), "STANDARD", 11 * hour, 10.5 * hour),
        (datetime(2026, 10, 4, 2), "DAYLIGHT", 10.5 * hour, 11 * hour),
    ]
    assert changes_told("Asia/Kathmandu") == []


def test_the_time_is_told_on_the_recipients_own_clock():
    start = parsed(invitation(meeting(), zone="America/New_York"))["DTSTART"]
    assert start.params["TZID"] == "America/New_York" and start.dt.hour == 11
    start = parsed(invitation(meeting(), zone="Europe/Berlin"))["DTSTART"]
    assert start.dt == datetime(2026, 3, 20, 16, tzinfo=ZoneInfo("Europe/Berlin"))


def test_a_time_the_clock_shows_twice_is_told_in_utc():
    assert b"DTSTART:20261025T013000Z" in invitation(
        meeting(datetime(2026, 10, 25, 1, 30, tzinfo=UTC)), zone="Europe/Berlin"
    )


@time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False)
def test_a_request_says_what_calendars_need():
    ics = invitation(
        meeting(sequence=3, url="https://example.org/catchups/abc", location="Café"),
        zone="Europe/Berlin",
    )
    calendar = icalendar.Calendar.from_ical(ics)
    event = parsed(ics)
    assert calendar["METHOD"] == "REQUEST" and calendar["VERSION"] == "2.0" and calendar["PRODID"]
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == (
        "catchup-abc@example.org",
        3,
        "CONFIRMED",
    )
    assert event["DTSTAMP"].dt == datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert event["URL"] == "https://example.org/catchups/abc" and event["LOCATION"] == "Café"
    assert event["ORGANIZER"] == "mailto:community@example.org"


def test_a_cancellation_is_of_the_same_meeting():
    ics = invitation(meeting(sequence=4), "CANCEL", zone="Europe/Berlin")
    event = parsed(ics)
    assert icalendar.Calendar.from_ical(ics)["METHOD"] == "CANCEL"
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == (
        "catchup-abc@example.org",
        4,
        "CANCELLED",
    )


def test_a_hidden_address_does_not_appear_and_the_name_does():
    event = parsed(invitation(meeting(), zone="UTC"))
    assert [(who, who.params["CN"]) for who in event["ATTENDEE"]] == [
        ("mailto:ana@example.org", "Ana"),
        ("invalid:nomail", "Łukasz"),
    ]


def test_lines_are_folded_and_end_as_the_standard_says():
    ics = invitation(meeting(description="é" * 300 + "\nsecond line"), zone="Europe/Berlin")
    lines = ics.split(b"\r\n")
    assert lines[-1] == b"" and b"\n" not in ics.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in lines)
    assert parsed(ics)["DESCRIPTION"] == "é" * 300 + "\nsecond line"


@pytest.mark.parametrize(
    "words",
    ["a; b, c\\n:", "x\r\nATTENDEE:mailto:evil@example.org", 'says "hi"', "a\u202eb", "^n ^'"],
)
def test_no_words_can_add_a_line_of_their_own(words):
    sent = meeting(
        summary=words,
        description=words,
        location=words,
        attendees=(Party(words, "a@example.org\r\nX-EVIL:1"),),
    )
    ics = invitation(sent, zone="Europe/Berlin")
    names = [line.split(b":")[0].split(b";")[0] for line in ics.replace(b"\r\n ", b"").split(b"\r\n")]
    assert names.count(b"ATTENDEE") == 1 and b"X-EVIL" not in names
    event = parsed(ics)
    assert event["SUMMARY"] == " ".join(words.replace("\u202e", "").split())


def test_a_start_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        invitation(meeting(datetime(2026, 3, 20, 15)), zone="UTC")
