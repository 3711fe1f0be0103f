"""A member's calendar, through its public door: what stands in it, for whom, and what never does."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
import recurring_ical_events
import time_machine

from community.api import actions as calendars
from community.api import queries as feeds
from community.catchups import actions as catchups
from community.catchups.models import CatchUp
from community.circles import actions as circles
from community.circles import queries as circle_queries
from community.core import clock as time
from community.notifications import actions as notifications
from tests.circles.making import meeting
from tests.sql import statements

NOW = datetime(2026, 2, 2, 9, tzinfo=UTC)
FIRST = datetime(2026, 2, 10, 17, tzinfo=UTC)  # a Tuesday, 18:00 in Berlin, noon in New York
LATER = datetime(2026, 4, 1, 16, tzinfo=UTC)  # in summer time
PRIVATE = {"topic": "Quitting my job", "words": "Please tell nobody"}
MEETING = {"place": "https://meet.example/secret-room", "agenda": "Who is quitting"}


@pytest.fixture(autouse=True)
def clock():
    """A morning in February, before summer time begins in March."""
    with time_machine.travel(NOW, tick=False) as coordinates:
        yield coordinates


@pytest.fixture
def address():
    """address(person) is the path of their calendar."""
    return lambda person: f"/calendar/{calendars.make_feed(person).token}.ics"


@pytest.fixture
def fetch(browse, address):
    """fetch(person) is what a calendar program gets, which is nobody to us."""

    def get(person, **options):
        path = address(person)
        return browse().get(path, **options)

    return get


@pytest.fixture
def agreed():
    """agreed(asker, person) will meet at FIRST."""

    def agree(asker, person, starts_at=FIRST, **values):
        wishes = {"kind": "coffee", "mode": "remote", "minutes": 30, "times": [starts_at], **PRIVATE}
        catchup = catchups.ask(asker, person, **(wishes | values))
        catchups.accept(person, catchup, starts_at=starts_at)
        return catchup

    return agree


def read(response):
    """The calendar as a strict parser reads it."""
    assert response.status_code == 200
    text = response.get_data()
    assert max(len(line) for line in text.split(b"\r\n")) <= 75 and b"\n" not in text.replace(b"\r\n", b"")
    calendar = icalendar.Calendar.from_ical(text)
    for component in calendar.walk():
        assert not component.errors, component.errors
    assert calendar["VERSION"] == "2.0" and calendar["PRODID"] and calendar.subcomponents
    events = calendar.walk("VEVENT")
    names = [(event["UID"], event["RECURRENCE-ID"].to_ical() if "RECURRENCE-ID" in event else None) for event in events]
    assert len(set(names)) == len(names), "two events of one name"
    for event in events:
        assert event["DTSTAMP"].dt.utcoffset() == timedelta(0) and event["SUMMARY"]
        assert not {"ATTENDEE", "ORGANIZER", "LOCATION", "METHOD"} & event.keys()
    zones = {str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")}
    spoken = {event["DTSTART"].params.get("TZID") for event in events} - {None}
    assert spoken <= zones
    return calendar


def shown(calendar):
    """(start in UTC, minutes) of everything the calendar shows, series written out, earliest first."""
    found = recurring_ical_events.of(calendar).between(datetime(2025, 6, 1), datetime(2028, 1, 1))
    moments = [(event["DTSTART"].dt.astimezone(UTC), event["DTEND"].dt.astimezone(UTC)) for event in found]
    return sorted((start, (end - start) // timedelta(minutes=1)) for start, end in moments)


def planned(seat):
    return [(one.starts_at, one.minutes) for one in circle_queries.meetings_ahead(seat.circle_id)]


# --- catch-ups --------------------------------------------------------------------------------------------------


def test_an_agreed_catch_up_stands_in_the_calendars_of_both(world, agreed, fetch):
    catchup = agreed(world.ana, world.mia)
    for person, other in ((world.ana, world.mia), (world.mia, world.ana)):
        (event,) = read(fetch(person)).walk("VEVENT")
        assert event["SUMMARY"] == f"Catch-up with {other.name}"
        assert event["DTSTART"].dt == FIRST and event["DTEND"].dt == FIRST + timedelta(minutes=30)
        assert (event["UID"], event["SEQUENCE"]) == (catchup.uid, catchup.sequence)
        assert event["URL"].endswith(f"/catchups/{catchup.public_id}")
    assert not read(fetch(world.pau)).walk("VEVENT")


def test_it_is_the_same_event_as_in_the_invitation_by_mail(world, agreed, fetch, worker, mails):
    agreed(world.ana, world.mia)
    worker.drain()
    (message,) = [one for one in mails.to(world.mia.email) if "text/calendar" in one.as_string()]
    (part, *_copy) = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    (invited,) = icalendar.Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")
    (event,) = read(fetch(world.mia)).walk("VEVENT")
    for name in ("UID", "SEQUENCE", "SUMMARY"):
        assert event[name] == invited[name]
    assert event["DTSTART"].dt == invited["DTSTART"].dt


def test_a_moved_one_moves_with_a_higher_number_and_a_cancelled_one_is_gone(world, agreed, fetch):
    catchup = agreed(world.ana, world.mia)
    (before,) = read(fetch(world.ana)).walk("VEVENT")
    catchups.propose(world.ana, catchup, times=[LATER])
    assert shown(read(fetch(world.ana))) == [(FIRST, 30)], "not agreed on yet"
    catchups.accept(world.mia, catchup, starts_at=LATER)
    (after,) = read(fetch(world.ana)).walk("VEVENT")
    assert after["UID"] == before["UID"] and after["SEQUENCE"] > before["SEQUENCE"] and after["DTSTART"].dt == LATER
    catchups.cancel(world.mia, catchup)
    assert not read(fetch(world.ana)).walk("VEVENT")


def test_what_is_only_asked_stands_in_no_calendar(world, fetch):
    catchups.ask(world.ana, world.mia, kind="coffee", mode="remote", minutes=30, times=[FIRST])
    assert not read(fetch(world.ana)).walk("VEVENT") and not read(fetch(world.mia)).walk("VEVENT")


def test_it_reaches_sixty_days_back_and_four_hundred_ahead(world, agreed, fetch, clock):
    agreed(world.ana, world.mia)
    clock.move_to(FIRST + timedelta(days=59))
    assert shown(read(fetch(world.ana))) == [(FIRST, 30)]
    clock.move_to(FIRST + timedelta(days=61))
    assert not read(fetch(world.ana)).walk("VEVENT")


def test_whom_a_block_parts_vanishes_for_both(world, make, agreed, fetch):
    agreed(world.ana, world.mia)
    make.block(world.mia, world.ana)
    assert not read(fetch(world.ana)).walk("VEVENT") and not read(fetch(world.mia)).walk("VEVENT")


# --- circles ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "UTC"])
def test_a_series_across_the_change_to_summer_time_with_a_moved_and_a_cancelled_one(world, make, fetch, zone):
    seat = make.circle(world.ana, world.mia)
    meeting(seat, starts_at=FIRST, rhythm="week", length=12, minutes=75, zone=zone, **MEETING)
    assert shown(read(fetch(world.mia))) == planned(seat)
    rows = circle_queries.meetings_ahead(seat.circle_id)
    circles.change_meeting(world.ana, rows[2], starts_at=LATER, minutes=90, place="")
    circles.cancel_meeting(world.ana, rows[3])
    found = shown(read(fetch(world.mia)))
    assert found == planned(seat) and len(found) == 11 and (LATER, 90) in found


def test_a_series_is_the_same_as_in_the_invitations_by_mail(world, make, fetch, worker, mails):
    seat = make.circle(world.ana, world.mia)
    meeting(seat, starts_at=FIRST, rhythm="month", length=4, minutes=75)
    worker.drain()
    part = next(one for one in mails.to(world.mia.email)[-1].walk() if one.get_content_type() == "text/calendar")
    (invited,) = icalendar.Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")
    (event,) = read(fetch(world.mia)).walk("VEVENT")
    for name in ("UID", "SEQUENCE", "SUMMARY", "RRULE", "DTSTART", "DTEND"):
        assert event[name] == invited[name]


def test_this_and_all_that_follow(world, make, fetch):
    seat = make.circle(world.ana, world.mia)
    meeting(seat, starts_at=FIRST, rhythm="fortnight", length=8, minutes=75)
    rows = circle_queries.meetings_ahead(seat.circle_id)
    circles.cancel_meeting(world.ana, rows[1])
    circles.change_meeting(world.ana, rows[5], starts_at=rows[5].starts_at + timedelta(days=2), minutes=60, place="")
    at = rows[4].starts_at + timedelta(days=1, hours=2)
    circles.change_meeting(world.ana, rows[4], starts_at=at, minutes=90, place="", following=True)
    assert shown(read(fetch(world.mia))) == planned(seat)
    circles.cancel_meeting(world.ana, rows[0], following=True)
    assert shown(read(fetch(world.mia))) == planned(seat)


def test_newcomers_find_what_begins_after_they_came_once_they_have_signed(world, make, fetch, clock):
    seat = make.circle(world.ana, world.mia)
    meeting(seat, starts_at=FIRST, rhythm="week", length=4, minutes=75)
    clock.move_to(FIRST + timedelta(days=8))
    newcomer = make.seat(seat.circle, world.pau, signed=False)
    assert not read(fetch(world.pau)).walk("VEVENT")
    circles.sign_charter(world.pau, newcomer, circle_queries.newest_charter(seat.circle_id))
    assert shown(read(fetch(world.pau))) == planned(seat) and len(planned(seat)) == 2


def test_whoever_leaves_a_circle_finds_its_meetings_gone(world, make, fetch):
    seat = make.circle(world.ana, world.mia)
    meeting(seat, starts_at=FIRST)
    assert len(shown(read(fetch(world.mia)))) == 1
    circles.leave(world.mia, circle_queries.seat(world.mia, seat.circle.public_id))
    assert not read(fetch(world.mia)).walk("VEVENT")


# --- keeping in touch -------------------------------------------------------------------------------------------


def test_someone_to_reach_out_to_without_a_name(world, make, fetch):
    other = make.acquaintance(of=world.ana)
    make.due(world.ana, other)
    (event,) = read(fetch(world.ana)).walk("VEVENT")
    assert event["SUMMARY"] == "Someone to reach out to" and event["TRANSP"] == "TRANSPARENT"
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=1)
    assert other.name not in fetch(world.ana).text and other.public_id not in fetch(world.ana).text


def test_two_on_one_day_are_one_entry_and_a_block_takes_it_away(world, make, fetch):
    one, other = make.acquaintance(of=world.ana), make.acquaintance(of=world.ana)
    for person in (one, other):
        make.due(world.ana, person)
    assert len(read(fetch(world.ana)).walk("VEVENT")) == 1
    make.block(one, world.ana)
    assert len(read(fetch(world.ana)).walk("VEVENT")) == 1
    make.block(world.ana, other)
    assert not read(fetch(world.ana)).walk("VEVENT")


def test_nobody_to_reach_out_to_while_one_is_quiet_oneself(world, make, fetch):
    make.due(world.ana, make.acquaintance(of=world.ana))
    world.ana.standing, world.ana.quiet_until = "quiet", time.today() + timedelta(days=30)
    assert not read(fetch(world.ana)).walk("VEVENT")


def test_nobody_to_reach_out_to_for_who_wants_to_hear_of_it_on_the_site_only(world, make, fetch):
    make.due(world.ana, make.acquaintance(of=world.ana))
    for way, entries in (("now", 1), ("never", 0), ("letter", 1)):
        notifications.choose_way(world.ana, "ties.reminder", way)
        assert len(read(fetch(world.ana)).walk("VEVENT")) == entries


# --- nothing confidential -----------------------------------------------------------------------------------------


def test_no_confidential_word_is_in_it(world, make, agreed, fetch):
    catchup = agreed(world.ana, world.mia)
    catchups.set_place(world.ana, catchup, place="The bench behind the lighthouse")
    seat = make.circle(world.ana, world.mia, name="Leaving the firm", is_listed=False, purpose="To quit well")
    meeting(seat, starts_at=LATER, **MEETING)
    meeting(seat, starts_at=FIRST + timedelta(days=3), rhythm="week", length=3, **MEETING)
    text = fetch(world.ana).text.replace("\r\n ", "")
    assert text.count("SUMMARY:Meeting of your circle") == 2
    secrets = [*PRIVATE.values(), *MEETING.values(), "bench", "Leaving the firm", "quit", "@example.org", "mailto"]
    assert not [word for word in secrets if word.lower() in text.lower()]


def test_a_listed_circle_is_named(world, make, fetch):
    meeting(make.circle(world.ana, world.mia, name="Lighthouse"), starts_at=FIRST)
    (event,) = read(fetch(world.mia)).walk("VEVENT")
    assert event["SUMMARY"] == "Meeting of “Lighthouse”"


# --- cost ---------------------------------------------------------------------------------------------------------


def test_it_costs_the_same_with_few_entries_and_with_many(db, world, make, fetch, clock):
    def fill(how_many):
        for number in range(how_many):
            catchup = CatchUp(
                asker_id=make.acquaintance(of=world.ana).id, asked_id=world.ana.id, kind="coffee", mode="remote", minutes=30,
                state="agreed", uid=f"{how_many}-{number}@catchups", asked_at=NOW, changed_at=NOW,
            )  # fmt: skip
            catchup.settle(FIRST, "UTC")
            db.add(catchup)
            make.due(world.ana, make.acquaintance(of=world.ana))
            seat = make.circle(world.ana, make.person())
            meeting(seat, starts_at=FIRST)
            meeting(seat, starts_at=FIRST, rhythm="week", length=4)

    fill(2)
    fetch(world.ana)
    with statements() as few:
        assert len(read(fetch(world.ana)).walk("VEVENT")) == 7
    clock.shift(timedelta(days=8))
    fill(10)
    db.flush()
    with statements() as many:
        read(fetch(world.ana))
    before, again = ([one for one in seen if one.startswith("SELECT")] for seen in (few, many))
    assert len(again) == len(before) <= 8, "\n\n".join(again)
    written = [one for one in many if not one.startswith("SELECT")]
    assert len(written) == 1 and written[0].startswith("UPDATE calendar_feeds"), "the first reading of a day is noted"
    assert feeds.feed_of(world.ana).last_read_on == time.today()
