"""The clock of a tie as a pure rule: whatever the order, never early, and by the clock on people's own wall."""

from datetime import date, timedelta
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from community.ties.clock import (
    STATES,
    Wish,
    fades_on,
    is_open,
    look_for_reminders,
    newest,
    next_look,
    planned_look,
    put_off,
    ready,
    runs_from,
    state,
    weekday_of,
)
from community.ties.models import RHYTHMS

DAYS = st.dates(date(1990, 1, 1), date(2060, 1, 1))
TODAY = date(2026, 10, 20)
AROUND = st.dates(TODAY - timedelta(days=90), TODAY + timedelta(days=90))
WISHES = st.builds(
    Wish,
    rhythm_weeks=st.sampled_from((None, *RHYTHMS)),
    quiet_until=st.none() | st.dates(TODAY - timedelta(days=60), TODAY + timedelta(days=400)),
    is_resting=st.booleans(),
    is_here=st.booleans(),
)
PUBLIC_IDS = st.text("abcdefghXYZ0123456789_-", min_size=12, max_size=12)


@given(DAYS, st.lists(DAYS), st.randoms())
def test_the_order_of_contacts_does_not_matter(began_on, contacts, random):
    shuffled = [*contacts]
    random.shuffle(shuffled)
    assert newest(began_on, contacts) == newest(began_on, shuffled) >= began_on


@given(DAYS, st.lists(DAYS, min_size=1))
def test_a_contact_never_lets_the_clock_run_longer(began_on, contacts):
    assert newest(began_on, contacts) >= newest(began_on, contacts[1:])


@given(WISHES, WISHES, DAYS, DAYS)
def test_never_ready_before_the_slower_rhythm_has_passed(one, other, last_on, today):
    if ready(one, other, last_on, today):
        assert today - last_on >= timedelta(weeks=max(one.rhythm_weeks, other.rhythm_weeks))


@given(WISHES, WISHES, DAYS, DAYS)
def test_no_rhythm_rest_quiet_or_absence_on_one_side_is_enough(one, other, last_on, today):
    assert ready(one, other, last_on, today) == ready(other, one, last_on, today)
    for wish in (one, other):
        hushed = wish.quiet_until is not None and wish.quiet_until > today
        if wish.rhythm_weeks is None or wish.is_resting or hushed or not wish.is_here:
            assert not ready(one, other, last_on, today)


@given(WISHES, WISHES, DAYS, st.dates(TODAY, TODAY + timedelta(days=900)))
def test_ready_stays_ready_until_something_changes(one, other, last_on, today):
    if ready(one, other, last_on, today):
        assert ready(one, other, last_on, today + timedelta(days=1))


@given(PUBLIC_IDS, DAYS)
def test_a_tie_is_looked_at_on_its_own_day_and_never_on_the_same(public_id, day):
    look = next_look(public_id, day)
    assert look.weekday() == weekday_of(public_id)
    assert timedelta(days=1) <= look - day <= timedelta(days=7)


@given(PUBLIC_IDS, WISHES, WISHES, st.dates(date(2015, 1, 1), TODAY))
def test_the_planned_look_misses_no_due_week(public_id, one, other, last_on):
    look = planned_look(public_id, one, other, last_on, TODAY)
    days = [TODAY + timedelta(days=number) for number in range(1, 500)]
    first = next(
        (day for day in days if day.weekday() == weekday_of(public_id) and ready(one, other, last_on, day)), None
    )
    if first is not None:
        assert look is not None and TODAY < look <= first
    if look is not None:
        assert look > TODAY and look.weekday() == weekday_of(public_id)


@given(WISHES, st.booleans(), st.none() | AROUND, st.dates(date(2015, 1, 1), TODAY), st.booleans())
def test_what_one_reads_follows_from_ones_own_side_and_what_both_know(wish, is_due, due_until, last_on, resting):
    side = SimpleNamespace(
        rhythm_weeks=wish.rhythm_weeks, quiet_until=wish.quiet_until, rested_at=resting or None, is_due=is_due,
        due_until=due_until, last_on=last_on,
    )  # fmt: skip
    found = state(side, TODAY)
    assert found in STATES
    assert (found == "resting") == resting
    if found == "due":
        assert (
            is_due and due_until > TODAY and wish.rhythm_weeks and not (wish.quiet_until and wish.quiet_until > TODAY)
        )


@given(st.none() | AROUND, st.none() | AROUND, DAYS)
def test_the_rhythms_are_counted_from_the_newest_contact_or_later(settled_on, found_on, last_on):
    start = runs_from(last_on, settled_on, found_on)
    assert start >= last_on
    if settled_on is not None and found_on is not None and last_on <= settled_on:
        assert start >= fades_on(found_on)  # nobody spoke: not before it has faded


@given(st.booleans(), AROUND, st.none() | AROUND, st.none() | AROUND, AROUND)
def test_later_lets_only_who_is_due_be_due_again(is_due, due_until, quiet_until, until, found_on):
    side = SimpleNamespace(is_due=is_due, due_until=due_until, quiet_until=quiet_until)
    put = put_off(side, found_on, until, TODAY)
    if not is_open(side, TODAY):
        assert put == due_until
    elif until is not None:
        assert put == fades_on(max(found_on, until))


@given(PUBLIC_IDS, st.lists(st.tuples(st.booleans(), AROUND, st.none() | AROUND), min_size=2, max_size=2))
def test_who_is_due_is_looked_at_each_week_or_after_their_quiet(public_id, told):
    sides = [SimpleNamespace(is_due=due, due_until=until, quiet_until=quiet) for due, until, quiet in told]
    look, days = look_for_reminders(public_id, sides, TODAY), [side for side in sides if is_open(side, TODAY)]
    assert (look is None) == (not days)
    if look is not None:
        ends = min(max(side.quiet_until or TODAY, TODAY + timedelta(days=1)) for side in days)
        assert look.weekday() == weekday_of(public_id) and ends <= look < ends + timedelta(days=7)


def test_long_ago_begins_after_a_year():
    side = SimpleNamespace(
        rhythm_weeks=4,
        quiet_until=None,
        rested_at=None,
        is_due=False,
        due_until=None,
        last_on=TODAY - timedelta(weeks=52),
    )
    assert state(side, TODAY) == "in_touch"
    side.last_on -= timedelta(days=1)
    assert state(side, TODAY) == "long_ago"
