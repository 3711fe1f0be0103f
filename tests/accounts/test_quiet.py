"""A quiet time: until a day of one's own, for nobody to ask why; and back."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from community.accounts import actions
from community.catchups import actions as catchups
from community.core.errors import Conflict
from community.core.outbox import Delivery
from community.ties import actions as ties

NOW = datetime(2026, 10, 20, 8, 0, tzinfo=UTC)
TODAY = date(2026, 10, 20)
IN_A_MONTH = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """The clock stands at NOW until the test moves it."""
    with time_machine.travel(NOW, tick=False) as coordinates:
        yield coordinates


def own(day: object) -> dict[str, str]:
    return {"length": "own", "until": str(day)}


def stands(person) -> tuple[str, date | None]:
    return person.standing, person.quiet_until


def told(db, event: str) -> int:
    """How often it was told, to however many."""
    db.flush()
    return db.scalar(select(func.count(Delivery.event_id.distinct())).where(Delivery.event == event)) or 0


# --- going and coming back -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("length", "until"),
    [("two_weeks", date(2026, 11, 3)), ("month", IN_A_MONTH), ("three_months", date(2027, 1, 20))],
)
def test_a_quiet_time_of_a_ready_length(world, browse, length, until):
    browser = browse(world.ana)
    assert "until 20 November 2026" in browser.page("/settings/quiet").words
    page = browser.follow(browser.send("/settings/quiet", {"length": length, "until": "someday"}))
    assert stands(world.ana) == ("quiet", until)
    assert f"You are quiet until {until.day} {until:%B %Y}" in page.words


def test_until_a_day_of_ones_own_changed_and_ended(world, browse):
    browser = browse(world.ana)
    browser.send("/settings/quiet", own("2026-12-24"))
    page = browser.page("/settings/quiet")
    assert "You are quiet until 24 December 2026" in page.words and 'value="2026-12-24"' in page.text
    browser.send("/settings/quiet", own("2026-11-24"))
    assert stands(world.ana) == ("quiet", date(2026, 11, 24))
    assert browser.follow(browser.send("/settings/quiet/end")).path == "/settings/quiet"
    assert stands(world.ana) == ("active", None)


@pytest.mark.parametrize("day", ["2026-10-17", TODAY, date(2027, 10, 22), "someday", ""])
def test_the_day_lies_ahead_within_a_year(world, browse, day):
    browse(world.ana).send("/settings/quiet", own(day), status=422)
    assert stands(world.ana) == ("active", None)


@pytest.mark.parametrize("sent", [{}, {"length": "for ever"}, {"until": "2026-11-24"}])
def test_a_length_is_chosen(world, browse, sent):
    browse(world.ana).send("/settings/quiet", sent, status=422)
    assert stands(world.ana) == ("active", None)


def test_a_year_ahead_is_the_longest(world, browse):
    browse(world.ana).send("/settings/quiet", own(date(2027, 10, 21)))
    assert world.ana.standing == "quiet"


def test_ahead_is_ahead_on_the_own_calendar(world, browse, clock):
    """At 23:30 UTC it is the next day already in Kathmandu, and still the same in New York."""
    clock.move_to(datetime(2026, 10, 20, 23, 30, tzinfo=UTC))
    browse(world.lin).send("/settings/quiet", own("2026-10-21"), status=422)
    browse(world.mia).send("/settings/quiet", own("2026-10-21"))
    assert (world.lin.standing, world.mia.standing) == ("active", "quiet")


def test_twice_is_once(world, browse, db):
    browser = browse(world.ana)
    for _ in range(2):
        browser.send("/settings/quiet", own(IN_A_MONTH))
    assert told(db, "PersonWentQuiet") == 1
    for _ in range(2):
        browser.send("/settings/quiet/end")
    assert told(db, "PersonCameBack") == 1 and stands(world.ana) == ("active", None)


@pytest.mark.parametrize("who", ["visitor", "sam", "lou", "ina"])
def test_who_takes_no_part_can_not_be_quiet(world, browse, who):
    person = None if who == "visitor" else getattr(world, who)
    assert browse(person).post("/settings/quiet", data=own(IN_A_MONTH)).status_code == 303
    if person is not None:
        before = stands(person)
        with pytest.raises(Conflict):
            actions.go_quiet(person, until=IN_A_MONTH)
        actions.come_back(person)
        assert stands(person) == before != ("quiet", IN_A_MONTH)


def test_home_says_so_and_has_the_way_back(world, browse):
    browser = browse(world.ana)
    assert "Come back now" not in browser.page("/").words
    actions.go_quiet(world.ana, until=IN_A_MONTH)
    page = browser.page("/")
    assert "You are quiet until 20 November 2026" in page.words
    assert ("post", "/settings/quiet/end") in page.forms
    page = browser.follow(browser.send("/settings/quiet/end", {"next": "/"}))
    assert page.path == "/" and "Good to have you back" in page.words and "You are quiet" not in page.words


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example"])
def test_the_way_back_leads_nowhere_else(world, browse, elsewhere):
    assert browse(world.ana).send("/settings/quiet/end", {"next": elsewhere}).response.location == "/settings/quiet"


def test_who_signs_in_stays_quiet_until_the_day_has_come(world, browse, with_password, clock):
    with_password(world.ana)
    actions.go_quiet(world.ana, until=IN_A_MONTH)
    signing_in = {"email": "ana@example.org", "password": "a long enough password"}
    browse().send("/login", signing_in)
    assert stands(world.ana) == ("quiet", IN_A_MONTH)
    clock.move_to(datetime(2026, 11, 20, 8, 0, tzinfo=UTC))
    browse().send("/login", signing_in)
    assert stands(world.ana) == ("active", None)


# --- the day has come ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "until", "midnight"),
    [
        ("America/New_York", date(2026, 11, 2), datetime(2026, 11, 2, 5, 0, tzinfo=UTC)),
        ("Pacific/Kiritimati", date(2026, 11, 2), datetime(2026, 11, 1, 10, 0, tzinfo=UTC)),
        ("Pacific/Pago_Pago", date(2026, 11, 2), datetime(2026, 11, 2, 11, 0, tzinfo=UTC)),
        ("Asia/Kathmandu", date(2026, 11, 2), datetime(2026, 11, 1, 18, 15, tzinfo=UTC)),
        # Summer time begins on the 28th of March 2027: midnight before it, and the midnight after, an hour sooner.
        ("Europe/Berlin", date(2027, 3, 28), datetime(2027, 3, 27, 23, 0, tzinfo=UTC)),
        ("Europe/Berlin", date(2027, 3, 29), datetime(2027, 3, 28, 22, 0, tzinfo=UTC)),
        # Here the clocks jump at midnight itself: the day begins at one.
        ("Africa/Cairo", date(2027, 4, 30), datetime(2027, 4, 29, 22, 0, tzinfo=UTC)),
    ],
)
def test_it_ends_when_the_day_has_come_where_the_person_is(world, worker, clock, zone, until, midnight):
    world.ana.time_zone = zone
    actions.go_quiet(world.ana, until=until)
    clock.move_to(midnight - timedelta(minutes=1))
    worker.job("accounts.return")
    assert stands(world.ana) == ("quiet", until)
    clock.move_to(midnight)
    worker.job("accounts.return")
    assert stands(world.ana) == ("active", None)


def test_the_job_may_be_late_by_days_and_run_twice(world, worker, clock, db):
    actions.go_quiet(world.ana, until=date(2026, 10, 25))
    actions.go_quiet(world.pau, until=IN_A_MONTH)
    clock.move_to(NOW + timedelta(days=12))
    for _ in range(2):
        worker.job("accounts.return")
        worker.drain()
    assert stands(world.ana) == ("active", None) and stands(world.pau) == ("quiet", IN_A_MONTH)
    assert told(db, "PersonCameBack") == 1


# --- suspended and left meanwhile ------------------------------------------------------------------------------


def test_who_was_suspended_in_a_quiet_time_is_quiet_again_until_the_day_of_their_own(world, worker, clock):
    for person in (world.ana, world.pau):
        actions.go_quiet(person, until=IN_A_MONTH)
    actions.suspend(world.mod, world.ana, reason="Wrote the same to forty people.")
    actions.suspend(world.mod, world.pau, reason="The same.", until=TODAY + timedelta(days=3))
    assert {world.ana.standing, world.pau.standing} == {"suspended"}
    actions.reinstate(world.mod, world.ana)
    clock.move_to(NOW + timedelta(days=3))
    worker.job("accounts.return")
    assert stands(world.ana) == stands(world.pau) == ("quiet", IN_A_MONTH)


def test_a_quiet_time_that_was_over_before_the_suspension_was_does_not_come_back(world, worker, clock):
    actions.go_quiet(world.ana, until=TODAY + timedelta(days=2))
    actions.suspend(world.mod, world.ana, reason="Wrote the same to forty people.")
    clock.move_to(NOW + timedelta(days=5))
    worker.job("accounts.return")
    assert world.ana.standing == "suspended"
    actions.reinstate(world.mod, world.ana)
    assert stands(world.ana) == ("active", None)


def test_who_leaves_takes_the_quiet_time_along(world, browse):
    actions.go_quiet(world.ana, until=IN_A_MONTH)
    browse(world.ana).send("/settings/leave")
    assert stands(world.ana) == ("left", None)


# --- what others see, and what comes ---------------------------------------------------------------------------


def test_others_read_until_when_before_they_ask_and_never_why(world, browse):
    actions.go_quiet(world.mia, until=IN_A_MONTH)
    browser = browse(world.ana)
    profile = browser.page(f"/members/{world.mia.public_id}")
    words = "Is taking a quiet time until 20 November 2026, and comes back"
    assert profile.words.count(words) == 1
    (head,) = [one for one in profile.find_all("div") if one.get("class") == "profile-head"]
    assert words in " ".join("".join(head.itertext()).split()), "by the name, on a phone as well"
    asking = browser.page(f"/members/{world.mia.public_id}/catch-up")
    assert "They are taking a quiet time until 20 November. Ask again from then on" in asking.words
    assert "takes no new catch-ups until 20 November 2026" in asking.words


def test_what_a_quiet_time_means_is_so(world, make, browse):
    """Its page says that nobody can ask or write first; and that what is written in what one has reaches one still."""
    exchange = catchups.write_first(world.ana, world.mia, words="How are you?")
    catchups.write(world.mia, exchange, words="Well!")
    meaning = browse(world.mia).page("/settings/quiet").words
    assert "Nobody can ask you for a catch-up or write to you first" in meaning
    assert "Everything else still reaches you, words in your circles and catch-ups" in meaning
    actions.go_quiet(world.mia, until=IN_A_MONTH)
    catchups.write(world.ana, exchange, words="No hurry.")
    assert "No hurry." in browse(world.mia).page(f"/catchups/{exchange.public_id}").words
    browser, path = browse(world.pau), f"/members/{world.mia.public_id}"
    links = [str(link.get("href")) for link in browser.page(path).find_all("a")]
    assert not [link for link in links if link.startswith((f"{path}/catch-up", f"{path}/message"))]
    with pytest.raises(Conflict):
        catchups.write_first(world.pau, world.mia, words="Hello!")
    actions.come_back(world.mia)
    assert catchups.write_first(world.pau, world.mia, words="Hello!")


def test_who_waits_for_an_answer_reads_that_it_may_take_until_then(world, make, browse):
    catchup = make.catchup(world.ana, world.mia)
    browser, path = browse(world.ana), f"/catchups/{catchup.public_id}"
    assert "quiet time" not in browser.page(path).words
    actions.go_quiet(world.mia, until=IN_A_MONTH)
    assert "until 20 November 2026: an answer may take until then" in browser.page(path).words


def test_who_invites_to_a_circle_reads_it_too(world, make, browse):
    circle = make.circle(world.ana, name="Tides").circle
    actions.go_quiet(world.mia, until=IN_A_MONTH)
    page = browse(world.ana).page(f"/circles/{circle.public_id}/invite?q=mia")
    assert "until 20 November 2026: an answer may take until then" in page.words


def test_what_is_offered_waits_on_the_site_and_sends_no_mail(world, browse, worker, mails):
    actions.go_quiet(world.pau, until=IN_A_MONTH)
    ties.offer(world.ana, world.pau)
    worker.drain()
    assert mails.to("pau@example.org") == []
    assert world.ana.name in browse(world.pau).page("/").words
    actions.come_back(world.pau)
    ties.offer(world.lin, world.pau)
    worker.drain()
    assert len(mails.to("pau@example.org")) == 1


def test_what_is_written_waits_on_the_site_and_agreed_times_come_by_mail(world, make, browse, worker, mails):
    catchup = make.catchup(world.ana, world.mia)
    catchups.accept(world.mia, catchup, starts_at=catchup.offered[0].starts_at)
    worker.drain()
    mails.empty()
    actions.go_quiet(world.mia, until=IN_A_MONTH)
    make.message(world.ana, catchup, "Shall we say something about tides?")
    worker.drain()
    assert mails.to("mia@example.org") == []
    assert "Shall we say something about tides?" in browse(world.mia).page(f"/catchups/{catchup.public_id}").words
    catchups.cancel(world.ana, catchup)
    worker.drain()
    assert [mail["Subject"] for mail in mails.to("mia@example.org")] == [f"Cancelled: Coffee with {world.ana.name}"]


def test_coordinators_see_how_many_are_quiet_and_find_them(world, browse):
    browser = browse(world.cora)
    assert "of them quiet" not in browser.page("/coordination").words
    actions.go_quiet(world.ana, until=IN_A_MONTH)
    assert "of them quiet 1" in browser.page("/coordination").words
    people = browser.page("/coordination/people?standing=quiet").words
    assert world.ana.name in people and world.pau.name not in people


def test_mails_about_the_own_account_come_all_the_same(world, worker, mails):
    actions.go_quiet(world.ana, until=IN_A_MONTH)
    actions.suspend(world.mod, world.ana, reason="Wrote the same to forty people.")
    actions.reinstate(world.mod, world.ana)
    worker.drain()
    assert "sign in again" in mails.to("ana@example.org")[-1]["Subject"]
    assert world.ana.standing == "quiet"
