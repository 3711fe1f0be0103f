"""Series in calendar files: by their rule, on the clock of their zone, with what was moved and what was left out."""

import io
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from dateutil.tz import tzical
from hypothesis import given, settings
from hypothesis import strategies as st

from community.core.calendar import CalendarEvent, Occurrence, Party, invitation, series_invitation
from community.core.recurrence import RHYTHMS, Rule

ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Santiago", "UTC"]
BEGIN = datetime(2026, 2, 10, 17, tzinfo=UTC)


def event(rule, **changes):
    given = {
        "uid": "series@example.org",
        "sequence": 3,
        "starts_at": rule.begins_at,
        "minutes": 60,
        "summary": "A meeting",
        "organizer": Party("The community", "community@example.org"),
    }
    return CalendarEvent(**given | changes)


def shown(ics):
    """What a calendar program shows of the text: (start in UTC, minutes)."""
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(ics)).between(
        datetime(2024, 1, 1), datetime(2040, 1, 1)
    )
    moments = [(one["DTSTART"].dt.astimezone(UTC), one["DTEND"].dt.astimezone(UTC)) for one in found]
    return sorted((start, (end - start) // timedelta(minutes=1)) for start, end in moments)


@settings(max_examples=60, deadline=None)
@given(
    st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1)).map(
        lambda at: at.replace(second=0, microsecond=0, tzinfo=UTC)
    ),
    st.sampled_from(ZONES),
    st.sampled_from(RHYTHMS),
    st.integers(2, 24),
)
def test_any_series_survives_the_way_through_the_text(begins_at, zone, rhythm, length):
    # A series is not begun in the hour that comes twice (forms ask which of the two, and RFC 5545 knows the first only).
    if begins_at.astimezone(ZoneInfo(zone)).fold:
        begins_at -= timedelta(hours=1)
    rule = Rule(begins_at, zone, rhythm, length)
    moments = rule.moments()
    assert moments[0] == begins_at and len(moments) == length
    ics = series_invitation(event(rule), rule)
    assert [start for start, _minutes in shown(ics)] == moments


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("rhythm", RHYTHMS)
def test_one_moved_over_the_change_of_the_clocks_and_one_left_out(zone, rhythm):
    rule = Rule(BEGIN, zone, rhythm, 12)
    moments = rule.moments()
    away = Occurrence(moments[4], moments[4] + timedelta(days=9, hours=2), 90)
    ics = series_invitation(event(rule), rule, without=[moments[0], moments[7]], moved=[away])
    kept = [(moment, 60) for number, moment in enumerate(moments) if number not in (0, 4, 7)]
    assert shown(ics) == sorted([*kept, (away.starts_at, 90)])


def test_a_series_keeps_its_wall_time_when_the_clocks_change():
    rule = Rule(BEGIN, "Europe/Berlin", "week", 10)
    hours = {moment.hour for moment in rule.moments()}
    assert hours == {17, 16} and {moment.astimezone(ZoneInfo("Europe/Berlin")).hour for moment in rule.moments()} == {
        18
    }


def test_a_program_that_believes_the_text_alone_finds_the_same_instants():
    rule = Rule(BEGIN, "Europe/Berlin", "week", 10)
    ics = series_invitation(event(rule), rule)
    zone = tzical(io.StringIO(ics.decode())).get("Europe/Berlin")
    walls = [moment.astimezone(ZoneInfo("Europe/Berlin")).replace(tzinfo=None) for moment in rule.moments()]
    assert [one.replace(tzinfo=zone).astimezone(UTC) for one in walls] == rule.moments()


@pytest.mark.parametrize(("day", "words"), [(3, "1TU"), (10, "2TU"), (17, "3TU"), (24, "4TU"), (31, "-1TU")], ids=str)
def test_a_monthly_series_keeps_its_weekday_of_the_month(day, words):
    rule = Rule(datetime(2026, 3, day, 17, tzinfo=UTC), "Europe/Berlin", "month", 12)
    assert rule.as_calendar() == {"freq": "MONTHLY", "byday": words, "count": 12}
    assert len({(moment.year, moment.month) for moment in rule.moments()}) == 12


def test_one_of_a_series_is_told_under_the_moment_its_rule_gives():
    rule = Rule(BEGIN, "Europe/Berlin", "week", 10)
    original = rule.moments()[7]  # in summer time
    ics = invitation(event(rule, starts_at=original - timedelta(days=9)), zone="Europe/Berlin", original=original)
    (one,) = icalendar.Calendar.from_ical(ics).walk("VEVENT")
    assert one["RECURRENCE-ID"].dt == original and one["RECURRENCE-ID"].params["TZID"] == "Europe/Berlin"
    assert one["DTSTART"].dt == original - timedelta(days=9)
    zone = tzical(io.StringIO(ics.decode())).get("Europe/Berlin")
    assert one["RECURRENCE-ID"].dt.replace(tzinfo=zone).astimezone(UTC) == original


def test_a_cancelled_one_of_a_series_names_it_and_a_cancelled_series_does_not():
    rule = Rule(BEGIN, "Europe/Berlin", "week", 4)
    original = rule.moments()[1]
    one = invitation(event(rule, starts_at=original), "CANCEL", zone="Europe/Berlin", original=original)
    whole = invitation(event(rule), "CANCEL", zone="Europe/Berlin")
    for ics, named in ((one, True), (whole, False)):
        (found,) = icalendar.Calendar.from_ical(ics).walk("VEVENT")
        assert ("RECURRENCE-ID" in found) is named
        assert (found["STATUS"], found["SEQUENCE"], found["UID"]) == ("CANCELLED", 3, "series@example.org")
