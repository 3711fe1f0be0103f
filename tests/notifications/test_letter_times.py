"""When the letter comes: by the clock on the reader's own wall, also where it jumps; chosen on /settings/mail."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from community.accounts import actions as accounts
from community.core import outbox
from community.core.errors import Invalid
from community.events import PersonChanged, PersonJoined
from community.notifications import actions, queries
from community.notifications.hours import next_hour
from community.notifications.models import MailWishes

NOW = datetime(2026, 10, 20, 8, 0, tzinfo=UTC)  # a Tuesday


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as coordinates:
        yield coordinates


@pytest.fixture
def next_at(db, worker):
    """next_at(person): when their letter comes, after the worker has done its rounds."""

    def read(person) -> datetime | None:
        worker.drain()
        return db.get(MailWishes, person.id).next_at

    return read


def test_the_same_hour_on_the_wall_is_another_instant_in_summer_and_in_winter():
    week = ("week", 3, 9, "Europe/Berlin")
    assert next_hour(*week, utc(2026, 10, 20)) == utc(2026, 10, 22, 7)
    assert next_hour(*week, utc(2026, 10, 22, 7)) == utc(2026, 10, 29, 8)
    assert next_hour(*week, utc(2026, 3, 26, 8)) == utc(2026, 4, 2, 7)


def test_an_hour_the_clocks_jump_over_comes_after_the_jump():
    assert next_hour("week", 6, 2, "Europe/Berlin", utc(2026, 3, 28)) == utc(2026, 3, 29, 1)  # 3:00 in summer time
    assert next_hour("week", 6, 2, "Australia/Lord_Howe", utc(2026, 10, 3)) == utc(2026, 10, 3, 15, 30)  # half an hour


def test_of_an_hour_that_comes_twice_the_first_is_meant_and_only_that():
    sunday = ("week", 6, 2, "Europe/Berlin")
    assert next_hour(*sunday, utc(2026, 10, 24)) == utc(2026, 10, 25, 0)
    assert next_hour(*sunday, utc(2026, 10, 25, 0)) == utc(2026, 11, 1, 1)


def test_once_a_month_is_the_first_such_day():
    month = ("month", 3, 9, "Europe/Berlin")
    assert next_hour(*month, NOW) == utc(2026, 11, 5, 8)
    assert next_hour(*month, utc(2026, 11, 5, 8)) == utc(2026, 12, 3, 8)
    assert next_hour("month", 3, 9, "Europe/Berlin", utc(2026, 9, 30)) == utc(2026, 10, 1, 7)


def test_never_is_no_hour():
    assert next_hour("never", 3, 9, "UTC", NOW) is None


@pytest.mark.parametrize("zone", ["Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati", "Pacific/Niue"])
def test_every_letter_of_a_year_comes_a_week_after_the_last_by_the_wall(zone):
    at = utc(2026, 1, 1)
    for _ in range(53):
        after, at = at, next_hour("week", 0, 0, zone, at)
        assert timedelta(0) < at - after <= timedelta(days=7, hours=1)


def test_whoever_joins_gets_thursday_at_nine_on_their_own_clock(world, make, next_at):
    outbox.publish(PersonJoined(world.lin.id))
    assert next_at(world.lin) == utc(2026, 10, 22, 3, 15)  # Kathmandu


def test_whoever_moves_to_another_zone_gets_it_at_nine_there(world, next_at):
    actions.place_letter(world.ana)
    assert next_at(world.ana) == utc(2026, 10, 22, 7)
    accounts.set_language_and_zone(world.ana, language="en", time_zone="Asia/Tokyo")
    assert next_at(world.ana) == utc(2026, 10, 22, 0)


def test_a_letter_that_is_due_stays_due_when_something_else_about_its_reader_changes(world, next_at, clock):
    actions.place_letter(world.ana)
    clock.move_to(utc(2026, 10, 22, 7, 2))
    outbox.publish(PersonChanged(world.ana.id))
    assert next_at(world.ana) == utc(2026, 10, 22, 7)


@pytest.mark.parametrize(
    ("field", "value"), [("rhythm", "hourly"), ("weekday", 7), ("weekday", -1), ("hour", 24), ("hour", -1)]
)
def test_what_is_no_time_is_refused(world, field, value):
    with pytest.raises(Invalid) as refused:
        actions.set_letter_time(world.ana, **({"rhythm": "week", "weekday": 0, "hour": 7} | {field: value}))
    assert refused.value.field == field


def test_the_time_is_chosen_on_the_page_of_mail_and_letters(world, browse, next_at):
    ana = browse(world.ana)
    page = ana.page("/settings/mail")
    assert "Thursday" in page.words and "Berlin time" in page.words
    assert "6:00 PM" in page.words
    said = ana.follow(ana.send("/settings/mail", {"rhythm": "month", "weekday": "0", "hour": "18"}))
    assert "on the first Monday of each month at 6:00 PM (Berlin time), next on 2 November 2026." in said.words
    assert next_at(world.ana) == utc(2026, 11, 2, 17)
    said = ana.follow(ana.send("/settings/mail", {"rhythm": "week", "weekday": "6", "hour": "18"}))
    assert "Your letter comes every Sunday at 6:00 PM (Berlin time), next on 25 October 2026." in said.words
    said = ana.follow(ana.send("/settings/mail", {"rhythm": "never", "weekday": "0", "hour": "18"}))
    assert "No letter comes; what is meant for it stands on the site only." in said.words
    assert next_at(world.ana) is None
    wrong = ana.send("/settings/mail", {"rhythm": "daily", "weekday": "0", "hour": "18"}, status=422)
    assert "Not a valid choice" in wrong.words


def test_what_is_refused_about_one_part_of_the_page_leaves_all_that_was_typed_and_keeps_nothing(world, browse, db):
    typed = {"rhythm": "month", "weekday": "0", "hour": "18", "circles-news": "never", "mails_a_week": "1e"}
    page = browse(world.ana).send("/settings/mail", typed, status=422)
    chosen = [one.get("value") for one in page.find_all("input") if one.get("checked") is not None]
    assert "month" in chosen and "1e" in [one.get("value") for one in page.find_all("input")]
    picked = [one.get("value") for one in page.find_all("option") if one.get("selected") is not None]
    assert picked == ["0", "18"]
    assert db.get(MailWishes, world.ana.id) is None and not queries.ways_of(world.ana)


def test_of_what_is_refused_in_part_nothing_is_kept(world, db):
    letter = {"rhythm": "month", "weekday": 0, "hour": 18}
    with pytest.raises(Invalid):
        actions.set_mail(world.ana, ways={"circles.news": "by pigeon"}, mails_a_week=5, **letter)
    assert db.get(MailWishes, world.ana.id) is None


def test_how_often_alone_leaves_day_and_hour(world, db):
    actions.set_letter_time(world.ana, rhythm="week", weekday=5, hour=20)
    actions.set_rhythm(world.ana, "never")
    actions.set_rhythm(world.ana, "week")
    assert db.get(MailWishes, world.ana.id).next_at == utc(2026, 10, 24, 18)
