"""When two are due: both rhythms have passed, neither wants quiet, and it shows on the tie's own day of the week only."""

from datetime import date, timedelta

import pytest

from community.accounts import actions as accounts
from community.ties import actions, queries
from community.ties.clock import next_look
from community.ties.models import Tie
from tests.ties.conftest import LONG_SINCE, TODAY, wish

BOTH_DUE, NEITHER_DUE = ("due", "due"), ("in_touch", "in_touch")


@pytest.fixture
def both(world, reads):
    """How Ana and Mia each read their tie."""
    return lambda: (reads(world.ana, world.mia), reads(world.mia, world.ana))


def test_two_rhythms_that_have_passed_are_due_after_the_ties_own_day(world, make, both, week):
    make.tie(world.ana, world.mia, on=LONG_SINCE)
    wish(world.ana, world.mia, 4)
    week()
    assert both() == NEITHER_DUE
    wish(world.mia, world.ana, 13)
    assert both() == NEITHER_DUE
    week()
    assert both() == BOTH_DUE


def test_nothing_shows_before_the_ties_own_day(world, make, both, worker, clock):
    side = make.tie(world.ana, world.mia, on=LONG_SINCE, rhythm=2)
    look = next_look(side.tie.public_id, TODAY)
    assert side.tie.look_on == look
    for days in range(7):
        worker.job("ties.look")
        worker.drain()
        assert both() == (BOTH_DUE if TODAY + timedelta(days=days) >= look else NEITHER_DUE)
        clock.shift(timedelta(days=1))


def test_the_slower_rhythm_counts(world, make, both, week, clock):
    make.tie(world.ana, world.mia, on=TODAY)
    wish(world.ana, world.mia, 2)
    wish(world.mia, world.ana, 8)
    week(7)
    assert both() == NEITHER_DUE
    week(2)
    assert both() == BOTH_DUE


def test_without_a_rhythm_on_one_side_nobody_is_due(world, make, both, week):
    make.tie(world.ana, world.mia, on=LONG_SINCE)
    wish(world.ana, world.mia, 2)
    wish(world.mia, world.ana, None)
    week(3)
    assert both() == NEITHER_DUE


def test_due_lasts_four_weeks_and_comes_again_when_the_slower_rhythm_has_passed_once_more(world, make, both, week):
    """Found due a week from now; both wish for every four weeks."""
    make.due(world.ana, world.mia, on=LONG_SINCE)
    week(4)
    assert both() == BOTH_DUE
    week()
    assert both() == NEITHER_DUE
    week(3)
    assert (
        both() == NEITHER_DUE
    )  # eight weeks from now; it comes again in nine, on the tie's own day of the tenth at the latest
    week(2)
    assert both() == BOTH_DUE


def test_what_has_faded_comes_again_only_if_both_still_wish(world, make, both, week):
    make.due(world.ana, world.mia, on=LONG_SINCE)
    wish(world.mia, world.ana, None)
    week(11)
    assert both() == NEITHER_DUE


def test_a_contact_told_late_does_not_bring_due_back_before_the_rhythm_has_passed_anew(world, make, both, week):
    """Or else one could ask week after week whether the other still wishes for it."""
    side = make.due(world.ana, world.mia, on=LONG_SINCE)
    actions.tell(world.ana, side, on=LONG_SINCE + timedelta(days=1))
    assert both() == NEITHER_DUE
    week(4)
    assert both() == NEITHER_DUE
    week(2)
    assert both() == BOTH_DUE


def test_a_rhythm_taken_away_hides_due_from_oneself_at_once_and_from_the_other_never(world, make, both, week):
    make.due(world.ana, world.mia, on=LONG_SINCE)
    wish(world.ana, world.mia, None)
    assert both() == ("in_touch", "due")
    week(4)
    assert both() == ("in_touch", "due")
    wish(world.ana, world.mia, 4)
    assert both() == BOTH_DUE


def test_rest_and_taking_up_again(world, make, both, week):
    side = make.due(world.ana, world.mia, on=LONG_SINCE)
    actions.rest(world.ana, side)
    assert both() == ("resting", "due")
    week(4)
    assert both() == ("resting", "due")
    actions.take_up(world.ana, side)
    assert both() == BOTH_DUE


def test_later_is_quiet_until_the_day_and_then_due_again_for_four_weeks(world, make, both, week):
    side = make.due(world.ana, world.mia, on=LONG_SINCE)
    actions.quiet_until(world.ana, side, until=TODAY + timedelta(days=28))
    wish(world.mia, world.ana, None)
    assert both() == ("quiet", "in_touch")
    week(3)
    assert both() == ("quiet", "in_touch")
    week()
    assert both() == ("due", "in_touch")
    week(3)
    assert both() == ("due", "in_touch")
    week()
    assert both() == NEITHER_DUE


def test_later_and_then_not_later_after_all_is_as_before(world, make, both, row):
    side = make.due(world.ana, world.mia, on=LONG_SINCE)
    until = [kept[7] for kept in row(side)]
    actions.quiet_until(world.ana, side, until=TODAY + timedelta(days=99))
    actions.quiet_until(world.ana, side, until=None)
    assert both() == BOTH_DUE and [kept[7] for kept in row(side)] == until


def test_later_said_of_somebody_who_is_not_due_makes_nobody_due(world, make, both, week):
    side = make.tie(world.ana, world.mia, on=LONG_SINCE, rhythm=52)
    actions.quiet_until(world.ana, side, until=TODAY + timedelta(days=3))
    week()
    assert both() == NEITHER_DUE


def test_a_contact_begins_the_rhythm_anew(world, make, both, week):
    make.due(world.ana, world.mia, on=LONG_SINCE)
    actions.note_contact(world.ana.id, world.mia.id, on=TODAY, kind="catchup", source="catchup:1")
    week(4)
    assert both() == NEITHER_DUE
    week(2)
    assert both() == BOTH_DUE


def test_a_long_silence_without_rhythm_is_long_ago_and_never_due(world, make, both, week):
    make.tie(world.ana, world.mia, on=date(2016, 8, 30))
    assert both() == ("long_ago", "long_ago")
    week()
    assert both() == ("long_ago", "long_ago")
    assert [line.name for line in queries.dormant(world.ana)] == [world.mia.name]


def test_a_quiet_member_becomes_due_for_nobody_and_within_a_week_once_they_are_back(world, make, both, week, worker):
    """The look was planned for the day they had named: nobody waits for it once they are back."""
    make.tie(world.ana, world.mia, on=LONG_SINCE, rhythm=4)
    accounts.go_quiet(world.mia, until=TODAY + timedelta(days=200))
    worker.drain()
    week(2)
    assert both() == NEITHER_DUE
    accounts.come_back(world.mia)
    worker.drain()
    assert both() == NEITHER_DUE
    week()
    assert both() == BOTH_DUE


def test_who_names_a_nearer_day_is_due_from_that_day_on(world, make, both, week, worker):
    make.tie(world.ana, world.mia, on=LONG_SINCE, rhythm=4)
    accounts.go_quiet(world.mia, until=TODAY + timedelta(days=200))
    worker.drain()
    week(2)
    accounts.go_quiet(world.mia, until=TODAY + timedelta(days=28))
    worker.drain()
    week()
    assert both() == NEITHER_DUE
    week(2)
    assert both() == BOTH_DUE


def test_who_goes_quiet_after_a_look_was_planned_is_not_due_on_its_day(world, make, both, week, worker):
    side = make.tie(world.ana, world.mia, on=TODAY, rhythm=4)
    week()
    assert side.tie.look_on is not None and side.tie.look_on > TODAY + timedelta(weeks=3)
    accounts.go_quiet(world.mia, until=TODAY + timedelta(weeks=10))
    worker.drain()
    week(8)
    assert both() == NEITHER_DUE
    week(2)
    assert both() == BOTH_DUE


def test_a_quiet_time_puts_no_look_off_that_was_near(world, make, week, worker, db):
    """Going quiet and back again every week must not keep the clock from ever looking."""
    side = make.tie(world.ana, world.mia, on=LONG_SINCE, rhythm=4)
    near = side.tie.look_on
    accounts.go_quiet(world.mia, until=TODAY + timedelta(days=200))
    worker.drain()
    assert side.tie.look_on == near
    accounts.come_back(world.mia)
    worker.drain()
    assert side.tie.look_on == near


@pytest.mark.parametrize("way", ["suspend", "leave"])
def test_who_is_gone_becomes_due_for_nobody(world, make, both, week, worker, db, way):
    make.tie(world.ana, world.mia, on=LONG_SINCE, rhythm=4)
    if way == "suspend":
        accounts.suspend(world.cora, world.mia, reason="Wrote unkindly.")
    else:
        accounts.leave(world.mia)
    worker.drain()
    week(2)
    assert both() == NEITHER_DUE
    assert (db.query(Tie).one().look_on is None) == (way == "leave")
    if way == "suspend":
        accounts.reinstate(world.cora, world.mia)
        week()
        assert both() == BOTH_DUE


def test_missed_days_are_looked_at_once(world, make, both, worker, clock, db):
    make.tie(world.ana, world.mia, on=LONG_SINCE, rhythm=4)
    clock.shift(timedelta(days=100))
    worker.job("ties.look")
    worker.drain()
    assert both() == BOTH_DUE
    look = db.query(Tie).one().look_on
    for _ in range(2):
        worker.job("ties.look")
        worker.drain()
    assert db.query(Tie).one().look_on == look > TODAY + timedelta(days=100)
