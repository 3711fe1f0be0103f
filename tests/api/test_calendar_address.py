"""The address of a calendar: who makes it, how programs ask for it, and when it leads nowhere."""

import re
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
import recurring_ical_events
import time_machine

from community.accounts.models import Person
from community.api import actions, queries
from community.api.models import CalendarFeed
from community.catchups import actions as catchups
from community.core import database
from community.core.extensions import db as database_of_app
from tests.circles.making import meeting

NOW = datetime(2026, 2, 2, 9, tzinfo=UTC)
FIRST = datetime(2026, 3, 31, 17, tzinfo=UTC)


def path_of(person):
    return f"/calendar/{actions.make_feed(person).token}.ics"


def shown_on(page):
    """The path of the address a page of settings shows."""
    (found,) = set(re.findall(r"http://localhost(/calendar/\S+?\.ics)", page.text))
    return found


# --- the page -----------------------------------------------------------------------------------------------------


def test_a_member_makes_an_address_and_finds_it_again(world, browse):
    browser = browse(world.ana)
    before = browser.page("/settings/calendar")
    assert "It has no address yet" in before.words and "/calendar/" not in before.text.replace("/settings/calendar", "")
    address = shown_on(browser.follow(browser.send("/settings/calendar")))
    assert shown_on(browser.page("/settings/calendar")) == address
    browser.send("/settings/calendar")  # twice is once
    assert shown_on(browser.page("/settings/calendar")) == address
    assert f"webcal://localhost{address}" in browser.page("/settings/calendar").links
    assert browse().get(address).status_code == 200
    assert len(address) > 40


def test_the_settings_lead_there(world, browse):
    assert "/settings/calendar" in browse(world.ana).page("/settings/quiet").links


def test_a_new_address_makes_the_old_one_lead_nowhere(world, browse):
    browser = browse(world.ana)
    old = shown_on(browser.follow(browser.send("/settings/calendar")))
    new = shown_on(browser.follow(browser.send("/settings/calendar/renewal")))
    assert new != old
    assert browse().get(old).status_code == 404 and browse().get(new).status_code == 200


def test_taken_back_it_leads_nowhere(world, browse):
    browser = browse(world.ana)
    address = shown_on(browser.follow(browser.send("/settings/calendar")))
    assert "fetched no more" in browser.follow(browser.send("/settings/calendar/removal")).words
    browser.send("/settings/calendar/removal")
    assert browse().get(address).status_code == 404
    assert "It has no address yet" in browser.page("/settings/calendar").words


def test_the_token_stands_in_the_database_only_encrypted(db, world):
    token = actions.make_feed(world.ana).token
    stored = db.connection().exec_driver_sql("SELECT * FROM calendar_feeds").all()
    assert len(stored) == 1 and token not in str(stored)


def test_the_day_of_the_last_reading_is_told(world, browse):
    path = path_of(world.ana)
    assert "No program has fetched it yet" in browse(world.ana).page("/settings/calendar").words
    browse().get(path)
    assert "Last fetched" in browse(world.ana).page("/settings/calendar").words


# --- the door -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("standing", ["suspended", "left"])
def test_whoever_does_not_take_part_has_no_calendar(world, browse, standing):
    path = path_of(world.ana)
    world.ana.standing = standing
    gone, unknown = (browse().page(one, 404) for one in (path, f"/calendar/{'x' * 43}.ics"))
    assert gone.words == unknown.words and "There is no calendar here" in gone.words
    assert sorted(gone.response.headers.keys()) == sorted(unknown.response.headers.keys())
    world.ana.standing = "active"
    assert browse().get(path).status_code == 200


def test_no_token_can_trouble_it(world, browse):
    path_of(world.ana)
    for odd in ("%00", "%F0%9F%8D%B5", "x" * 5000, "..", "%25", "' OR 1=1", "-"):
        assert browse(checks=False).get(f"/calendar/{odd}.ics").status_code in {400, 404}, odd


def test_the_headers_are_for_one_reader_and_no_search_engine(app, world, browse):
    path = path_of(world.ana)
    for reader in (app.test_client(), browse(world.mia)):  # one brings no cookie, one does
        answer = reader.get(path)
        assert answer.content_type == "text/calendar; charset=utf-8"
        assert answer.headers["Cache-Control"] == "private, max-age=300"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert "Set-Cookie" not in answer.headers


def test_it_is_only_read(world, browse):
    path = path_of(world.ana)
    assert browse().head(path).status_code == 200
    for method in ("post", "put", "delete", "patch"):
        assert getattr(browse(checks=False), method)(path).status_code == 405


def test_the_text_stays_the_same_until_something_changes(world, make, browse):
    with time_machine.travel(NOW, tick=False) as clock:
        path = path_of(world.ana)
        catchup = catchups.ask(world.ana, world.mia, kind="coffee", mode="remote", minutes=30, times=[FIRST])
        catchups.accept(world.mia, catchup, starts_at=FIRST)
        seat = make.circle(world.ana, world.mia)
        meeting(seat, starts_at=FIRST)
        meeting(seat, starts_at=FIRST, rhythm="week", length=4)
        make.due(world.ana, make.acquaintance(of=world.ana))
        assert browse().get(path).text.count("BEGIN:VEVENT") == 4
        first = browse().get(path)
        clock.shift(timedelta(days=3, hours=5))
        second = browse().get(path)
        assert first.get_data() == second.get_data() and first.headers["ETag"] == second.headers["ETag"]
        kept = browse().get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert kept.status_code == 304 and not kept.get_data() and kept.headers["ETag"] == first.headers["ETag"]
        assert kept.headers["Cache-Control"] == "private, max-age=300" and "Set-Cookie" not in kept.headers
        catchups.cancel(world.mia, catchup)
        changed = browse().get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert changed.status_code == 200 and changed.headers["ETag"] != first.headers["ETag"]


def test_an_empty_calendar_is_valid_and_stays_the_same(world, browse):
    with time_machine.travel(NOW, tick=False) as clock:
        path = path_of(world.ana)
        answer = browse().get(path)
        calendar = icalendar.Calendar.from_ical(answer.get_data())
        assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE"], (
            "a calendar without any part is not valid"
        )
        clock.shift(timedelta(days=40))
        assert browse().get(path).get_data() == answer.get_data()


def test_it_speaks_its_owners_language_whoever_asks(world, browse):
    path = path_of(world.ana)
    german = browse().get(path, headers={"Accept-Language": "de"})
    assert german.get_data() == browse(world.mia).get(path).get_data()


def test_programs_that_ask_all_the_time_are_asked_to_wait(limited):
    with limited.app_context(), database.transaction():
        person = Person(name="Ida", email="ida@example.org", standing="active")
        database_of_app.session.add(person)
        database_of_app.session.flush()
        path = path_of(person)
    client = limited.test_client()
    answers = [client.get(path).status_code for _ in range(121)]
    assert answers == [200] * 120 + [429]


def test_two_clicks_at_once_leave_one_address(db, world):
    actions.make_feed(world.ana)
    actions.make_feed(world.ana)
    assert db.query(CalendarFeed).count() == 1


# --- a program that subscribes ------------------------------------------------------------------------------------


class Subscriber:
    """A calendar program: asks over the network, keeps what it got with its ETag, and asks again."""

    def __init__(self, url):
        self.url, self.etag, self.text = url, None, b""

    def refresh(self):
        """The status of the answer."""
        headers = {"Accept": "text/calendar", "User-Agent": "Calendar/1.0"}
        request = urllib.request.Request(
            self.url, headers=headers | ({"If-None-Match": self.etag} if self.etag else {})
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                self.etag, self.text = answer.headers["ETag"], answer.read()
                return answer.status
        except urllib.error.HTTPError as error:
            error.close()
            return error.code

    def shows(self):
        calendar = icalendar.Calendar.from_ical(self.text)
        found = recurring_ical_events.of(calendar).between(datetime(2026, 1, 1), datetime(2028, 1, 1))
        return [(event["DTSTART"].dt, event["SUMMARY"]) for event in found]


def test_a_program_subscribes_and_follows(fresh_app, served):
    def do(work):
        with fresh_app.app_context(), database.transaction():
            return work(*database_of_app.session.query(Person).order_by(Person.id))

    with fresh_app.app_context(), database.transaction():
        people = [Person(name=name, email=f"{name}@example.org", standing="active") for name in ("Ida", "Ole")]
        database_of_app.session.add_all(people)
        database_of_app.session.flush()
        program = Subscriber(served + path_of(people[0]))
    at = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=20)
    assert program.refresh() == 200 and program.shows() == []
    assert program.refresh() == 304

    def agree(ida, ole):
        catchup = catchups.ask(ida, ole, kind="coffee", mode="remote", minutes=30, times=[at])
        return catchups.accept(ole, catchup, starts_at=at).id

    do(agree)
    assert program.refresh() == 200 and program.shows() == [(at, "Catch-up with Ole")]
    assert program.refresh() == 304
    do(lambda ida, ole: actions.revoke_feed(ida))
    assert program.refresh() == 404
    do(lambda ida, ole: queries.feed_of(ida) is None or pytest.fail("still there"))
