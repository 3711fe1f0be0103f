"""From a wall clock to an instant, in the weeks and zones where that is hard."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.core.wall_time import NoSuchTime, TwiceThatDay, instant, same_clock, wall

ZONES = st.sampled_from(
    [
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Asia/Kathmandu",
        "Pacific/Apia",
        "America/St_Johns",
        "UTC",
    ]
)


def test_a_usual_time_is_one_instant():
    assert instant(date(2026, 11, 3), time(16), "Europe/Berlin") == datetime(2026, 11, 3, 15, tzinfo=UTC)


def test_kathmandu_is_a_quarter_of_an_hour_off():
    assert instant(date(2026, 11, 3), time(20, 45), "Asia/Kathmandu") == datetime(2026, 11, 3, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 10, 24), 6), (date(2026, 10, 26), 5), (date(2026, 11, 2), 6), (date(2027, 3, 20), 5)]
)
def test_berlin_and_new_york_are_five_hours_apart_in_the_weeks_when_only_one_has_changed(day, hours):
    apart = instant(day, time(12), "America/New_York") - instant(day, time(12), "Europe/Berlin")
    assert apart == timedelta(hours=hours)


def test_a_time_the_clocks_jump_over_is_refused_with_a_suggestion():
    with pytest.raises(NoSuchTime) as refusal:
        instant(date(2027, 3, 28), time(2, 30), "Europe/Berlin")
    assert refusal.value.suggestion == datetime(2027, 3, 28, 3, 30)


def test_lord_howe_jumps_by_half_an_hour():
    with pytest.raises(NoSuchTime) as refusal:
        instant(date(2026, 10, 4), time(2, 15), "Australia/Lord_Howe")
    assert refusal.value.suggestion == datetime(2026, 10, 4, 2, 45)


def test_a_time_that_comes_twice_is_asked_about():
    with pytest.raises(TwiceThatDay) as question:
        instant(date(2026, 10, 25), time(2, 30), "Europe/Berlin")
    assert question.value.first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert question.value.second == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_the_answer_to_that_question_is_taken():
    day, at = date(2026, 10, 25), time(2, 30)
    assert instant(day, at, "Europe/Berlin", "first") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert instant(day, at, "Europe/Berlin", "second") == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_an_answer_does_not_make_a_missing_time_exist():
    with pytest.raises(NoSuchTime):
        instant(date(2027, 3, 28), time(2, 30), "Europe/Berlin", "second")


def test_samoa_once_left_out_a_whole_day():
    with pytest.raises(NoSuchTime) as refusal:
        instant(date(2011, 12, 30), time(12), "Pacific/Apia")
    assert refusal.value.suggestion == datetime(2011, 12, 31, 12)


def test_two_clocks_may_show_the_same():
    assert same_clock(datetime(2026, 7, 1, tzinfo=UTC), "Europe/Berlin", "Europe/Madrid")
    assert not same_clock(datetime(2026, 7, 1, tzinfo=UTC), "Europe/Berlin", "Europe/London")


@given(st.datetimes(datetime(2000, 1, 1), datetime(2037, 1, 1)), ZONES)
def test_whatever_is_accepted_shows_the_typed_time_on_that_clock(typed, zone):
    typed = typed.replace(second=0, microsecond=0)
    try:
        found = [instant(typed.date(), typed.time(), zone)]
    except NoSuchTime as gap:
        assert wall(gap.suggestion.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC), zone) == gap.suggestion
        return
    except TwiceThatDay as fold:
        assert fold.first < fold.second
        found = [fold.first, fold.second]
    for moment in found:
        assert wall(moment, zone) == typed
