"""Proposed times: read on the proposer's clock, said on both, and asked about where a clock is not clear."""

import pytest

from community.alumni.actions import ensure_profile
from community.catchups import actions
from community.core.errors import Invalid
from tests.catchups.conftest import FIRST, LATER
from tests.catchups.test_asking import AT_FOUR, WISHES, newest, path_to


@pytest.fixture(autouse=True)
def shown(world, db):
    """Everybody shows their time zone to members, unless a test hides it."""
    for person in (world.mia, world.pau, world.lin):
        ensure_profile(person).audiences = {"time_zone": "members"}
    db.flush()


def test_whoever_hides_their_zone_does_not_show_it_to_all_who_open_the_form(world, browse, db):
    ensure_profile(world.mia).audiences = {"time_zone": "me"}
    browser = browse(world.ana)
    for page in (
        browser.page(path_to(world.mia)),
        browser.send(path_to(world.mia), WISHES | AT_FOUR | {"preview": "1"}, 200),
    ):
        assert "New York" not in page.text
        assert "New_York" not in page.text
        assert "Mia Chen 陈 will read them on their own" in page.words
    browser.send(path_to(world.mia), WISHES | AT_FOUR)
    actions.accept(world.mia, newest(db), starts_at=newest(db).times[0].starts_at)
    assert "10:00 AM for Mia Chen 陈 (New York time)" in browser.page(f"/catchups/{newest(db).public_id}").words


@pytest.mark.parametrize(
    ("day", "theirs"),
    [
        ("2026-10-22", "10:00 AM"),  # both in summer
        ("2026-10-28", "11:00 AM"),  # Berlin has gone back, New York has not
        ("2026-11-03", "10:00 AM"),  # both in winter
    ],
)
def test_a_preview_says_the_time_on_both_clocks_in_words(day, theirs, world, browse, db):
    data = WISHES | {"times-0-day": day, "times-0-at": "16:00", "preview": "1"}
    page = browse(world.ana).send(path_to(world.mia), data, 200)
    assert f"4:00 PM (Berlin time) · {theirs} for Mia Chen 陈 (New York time)" in page.words
    assert "Nothing is sent yet" in page.words
    assert newest(db) is None


def test_another_day_on_the_other_clock_is_said(world, browse):
    data = WISHES | {"times-0-day": "2026-11-03", "times-0-at": "23:30", "preview": "1"}
    page = browse(world.ana).send(path_to(world.lin), data, 200)
    assert "Wednesday 4 November, 4:15 AM for Lin Nguyễn (Kathmandu time)" in page.words


def test_the_same_clock_is_said_as_such(world, browse):
    page = browse(world.ana).send(path_to(world.pau), WISHES | AT_FOUR | {"preview": "1"}, 200)
    assert "The same time for Pau Ferrer" in page.words


def test_times_are_read_again_after_a_refusal(world, browse):
    data = WISHES | AT_FOUR | {"times-1-day": "2026-11-04"}
    page = browse(world.ana).send(path_to(world.mia), data, 422)
    assert "At what time?" in page.words
    assert "10:00 AM for Mia" in page.words
    assert 'value="2026-11-04"' in page.text
    assert 'value="16:00"' in page.text


def test_a_time_that_does_not_exist_is_refused_with_a_suggestion(world, browse, db):
    data = WISHES | {"times-0-day": "2027-03-28", "times-0-at": "02:30"}
    page = browse(world.ana).send(path_to(world.mia), data, 422)
    assert "this time does not exist. Did you mean 3:30 AM?" in page.words
    assert newest(db) is None


@pytest.mark.parametrize(("which", "utc"), [("first", "00:30"), ("second", "01:30")])
def test_a_time_that_comes_twice_is_asked_about(which, utc, world, browse, db):
    data = WISHES | {"times-0-day": "2026-10-25", "times-0-at": "02:30"}
    page = browse(world.ana).send(path_to(world.mia), data, 422)
    assert "this time comes twice. Which one do you mean?" in page.words
    assert 'name="times-0-which"' in page.text
    browse(world.ana).send(path_to(world.mia), data | {"times-0-which": which})
    assert newest(db).times[0].starts_at.isoformat() == f"2026-10-25T{utc}:00+00:00"


def test_a_time_in_the_past_is_refused(world, browse, db):
    data = WISHES | {"times-0-day": "2026-10-20", "times-0-at": "09:59"}
    page = browse(world.ana).send(path_to(world.mia), data, 422)
    assert "Time 1: Day This is already past" in page.words
    browse(world.ana).send(path_to(world.mia), data | {"times-0-at": "10:01"})
    assert newest(db) is not None


@pytest.mark.parametrize(
    ("day", "at"),
    [
        ("tomorrow", "16:00"),
        ("2026-13-45", "16:00"),
        ("2026-11-03", "25:61"),
        ("9999-12-31", "23:59"),
        ("0001-01-01", "00:00"),
    ],
)
def test_nonsense_for_a_time_is_refused_and_kept(day, at, world, browse):
    page = browse(world.ana).send(path_to(world.mia), WISHES | {"times-0-day": day, "times-0-at": at}, 422)
    assert f'value="{at}"' in page.text
    assert "There is something to correct" in page.words


def test_more_than_five_times_or_the_same_one_twice(world, asked):
    with pytest.raises(Invalid):
        asked(world.ana, world.pau, times=[FIRST.replace(minute=minute) for minute in range(6)])
    assert len(asked(world.ana, world.pau, times=[FIRST, FIRST]).times) == 1


def test_times_beyond_a_year_are_refused(world, asked):
    with pytest.raises(Invalid):
        asked(world.ana, world.pau, times=[FIRST.replace(year=2028)])


def test_asking_alone_does_not_reveal_a_hidden_zone(world, browse, db, asked):
    ensure_profile(world.lin).audiences = {"time_zone": "me"}
    path = f"/catchups/{asked(world.ana, world.lin).public_id}"
    assert "Kath" not in browse(world.ana).page(path).text
    typed = {"times-0-day": "2026-11-05", "times-0-at": "10:00", "preview": "1"}
    browse(world.ana).send(f"{path}/proposal", typed, status=409)
    browse(world.lin).send(f"{path}/proposal", {**typed, "preview": "1"}, status=200)
    assert "Berlin" in browse(world.lin).page(path).text, "who asks shows theirs by asking"


def test_whoever_answers_with_times_shows_their_zone(world, browse, db, asked):
    ensure_profile(world.lin).audiences = {"time_zone": "me"}
    catchup = asked(world.ana, world.lin)
    actions.propose(world.lin, catchup, times=[LATER])
    assert "Kath" in browse(world.ana).page(f"/catchups/{catchup.public_id}").text


@pytest.mark.parametrize("name", ["times-²-day", f"times-{'9' * 5000}-day", "times--day", "times-0-day-0"])
def test_rows_that_are_none_are_left_out(world, browse, name):
    browse(world.ana).send(f"/members/{world.mia.public_id}/catch-up", {name: "x"}, status=422)
