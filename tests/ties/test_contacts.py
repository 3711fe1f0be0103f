"""Any contact counts, in the place of its day, and can be taken back: the row follows from what stands, not from its history."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.core.errors import Invalid, Missing
from community.core.extensions import db as database
from community.ties import actions, queries
from community.ties.models import Contact
from tests.ties.conftest import LONG_SINCE, TODAY, wish

SOURCES = ("catchup:1", "catchup:2", "meeting:1", "praise:7")
STEPS = st.lists(st.tuples(st.sampled_from(SOURCES), st.integers(0, 900), st.booleans()), min_size=1, max_size=8)


def note(one, other, source: str, on: date) -> None:
    actions.note_contact(one.id, other.id, on=on, kind="catchup", source=source)


@given(STEPS, st.randoms())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_of_contacts_and_withdrawals_leaves_the_same_row(world, make, row, steps, random):
    """Each source ends with one day, told or withdrawn; whatever comes between the first and the last word changes nothing."""
    with database.session.begin_nested() as undone:
        side = make.due(world.ana, world.mia, on=LONG_SINCE)
        final = {source: (TODAY - timedelta(days=days), stands) for source, days, stands in steps}
        for source, days, stands in steps:
            note(world.ana, world.mia, source, TODAY - timedelta(days=days))
            if not stands:
                actions.withdraw_contact(world.ana.id, world.mia.id, source=source)
        one_way = row(side)
        for source in final:
            actions.withdraw_contact(world.mia.id, world.ana.id, source=source)
        words = [*final.items()]
        random.shuffle(words)
        for source, (on, stands) in words:
            if stands:
                note(world.mia, world.ana, source, on)
        assert row(side) == one_way
        days = [on for on, stands in final.values() if stands]
        assert one_way[0][0] == max([LONG_SINCE, *days])
        undone.rollback()


def test_a_contact_ends_due_at_once_and_taking_it_back_restores_it(world, make, reads, row):
    side = make.due(world.ana, world.mia)
    before = row(side)
    assert reads(world.ana, world.mia) == reads(world.mia, world.ana) == "due"
    note(world.ana, world.mia, "catchup:1", TODAY)
    assert reads(world.ana, world.mia) == reads(world.mia, world.ana) == "in_touch"
    actions.withdraw_contact(world.ana.id, world.mia.id, source="catchup:1")
    assert reads(world.ana, world.mia) == reads(world.mia, world.ana) == "due"
    assert [kept[4:] for kept in row(side)] == [kept[4:] for kept in before]


def test_taking_a_contact_back_after_the_look_restores_due_too(world, make, reads, week):
    make.due(world.ana, world.mia)
    note(world.ana, world.mia, "catchup:1", TODAY)
    week()
    actions.withdraw_contact(world.ana.id, world.mia.id, source="catchup:1")
    assert reads(world.ana, world.mia) == "due"


def test_taken_back_within_the_four_weeks_it_is_due_for_the_rest_of_them_and_after_them_no_more(
    world, make, reads, week
):
    make.due(world.ana, world.mia, on=LONG_SINCE)  # until five weeks from now
    note(world.ana, world.mia, "catchup:1", TODAY)
    week(3)
    actions.withdraw_contact(world.ana.id, world.mia.id, source="catchup:1")
    assert reads(world.ana, world.mia) == reads(world.mia, world.ana) == "due"
    note(world.ana, world.mia, "catchup:1", TODAY + timedelta(days=20))
    week(2)
    actions.withdraw_contact(world.ana.id, world.mia.id, source="catchup:1")
    assert reads(world.ana, world.mia) == reads(world.mia, world.ana) == "in_touch"


def test_an_old_contact_told_late_does_not_move_the_clock(world, make, row):
    side = make.tie(world.ana, world.mia, rhythm=4)
    note(world.ana, world.mia, "catchup:2", TODAY)
    before = row(side)
    note(world.ana, world.mia, "catchup:1", date(2021, 1, 1))
    assert row(side) == before


def test_a_contact_before_the_beginning_never_makes_it_due(world, make, reads, week):
    make.tie(world.ana, world.mia, on=TODAY, rhythm=2)
    note(world.ana, world.mia, "catchup:1", date(2001, 1, 1))
    week()
    assert reads(world.ana, world.mia) == "in_touch"


def test_the_same_source_counts_once_and_again_after_a_withdrawal(world, make, db):
    make.tie(world.ana, world.mia)
    for _ in range(2):
        note(world.ana, world.mia, "catchup:1", TODAY)
        actions.withdraw_contact(world.ana.id, world.mia.id, source="catchup:1")
        actions.withdraw_contact(world.ana.id, world.mia.id, source="catchup:1")
    note(world.mia, world.ana, "catchup:1", TODAY)
    assert db.query(Contact).count() == 1
    assert queries.between(world.ana.id, world.mia.id).last_on == TODAY


def test_without_a_tie_nothing_is_written(world, db):
    note(world.ana, world.pau, "catchup:1", TODAY)
    actions.withdraw_contact(world.ana.id, world.pau.id, source="catchup:1")
    assert db.query(Contact).count() == 0


def test_an_unknown_kind_is_refused(world, make):
    make.tie(world.ana, world.mia)
    with pytest.raises(ValueError, match="wave"):
        actions.note_contact(world.ana.id, world.mia.id, on=TODAY, kind="wave", source="wave:1")


# --- "we talked" ------------------------------------------------------------------------------------------------


def test_we_talked_restarts_the_clock_of_both_and_the_note_is_the_writers_alone(world, make, reads):
    side = make.due(world.ana, world.mia)
    actions.tell(world.ana, side, on=TODAY, note="her new boat")
    assert reads(world.mia, world.ana) == "in_touch"
    mine = queries.contacts_of(world.ana, queries.between(world.ana.id, world.mia.id))
    hers = queries.contacts_of(world.mia, queries.between(world.mia.id, world.ana.id))
    assert [(one.on, one.note, one.is_mine) for one in mine] == [(TODAY, "her new boat", True)]
    assert [(one.on, one.note, one.is_mine) for one in hers] == [(TODAY, "", False)]


def test_telling_twice_on_one_day_is_one_contact_with_the_newer_note(world, make, db):
    side = make.tie(world.ana, world.mia)
    actions.tell(world.ana, side, on=TODAY, note="her new boat")
    actions.tell(world.ana, side, on=TODAY)
    assert db.query(Contact).one().note == "her new boat"
    actions.tell(world.ana, side, on=TODAY, note="and the harbour")
    assert db.query(Contact).one().note == "and the harbour"
    actions.tell(world.mia, make.side(world.mia, side), on=TODAY)
    assert db.query(Contact).count() == 2


@pytest.mark.parametrize("on", [TODAY + timedelta(days=1), date(1989, 12, 31)])
def test_a_day_that_has_not_come_or_is_too_far_is_refused(world, make, on):
    side = make.tie(world.ana, world.mia)
    with pytest.raises(Invalid):
        actions.tell(world.ana, side, on=on)


def test_today_is_the_day_where_the_teller_is(world, make, clock):
    side = make.tie(world.ana, world.lin)
    clock.move_to("2026-10-20T19:00:00Z")  # in Kathmandu it is the 21st already, in Berlin still the 20th
    actions.tell(world.lin, make.side(world.lin, side), on=TODAY + timedelta(days=1))
    with pytest.raises(Invalid):
        actions.tell(world.ana, side, on=TODAY + timedelta(days=1))


def test_what_one_told_one_can_take_back_the_other_cannot(world, make, reads):
    side = make.due(world.ana, world.mia)
    contact = actions.tell(world.ana, side, on=TODAY, note="her new boat")
    with pytest.raises(Missing):
        actions.take_back(world.mia, contact)
    for _ in range(2):
        actions.take_back(world.ana, contact)
    assert contact.note is None and reads(world.ana, world.mia) == "due"
    assert queries.own_contact(world.mia, contact.public_id) is None
    assert queries.own_contact(world.ana, contact.public_id) is not None


def test_telling_ends_ones_own_later(world, make, reads):
    side = make.tie(world.ana, world.mia)
    actions.quiet_until(world.ana, side, until=TODAY + timedelta(days=28))
    assert reads(world.ana, world.mia) == "quiet"
    actions.tell(world.ana, queries.between(world.ana.id, world.mia.id), on=TODAY)
    assert reads(world.ana, world.mia) == "in_touch"


# --- who may ----------------------------------------------------------------------------------------------------

ACTIONS = {
    "tell": lambda actor, side: actions.tell(actor, side, on=TODAY),
    "wish": lambda actor, side: actions.set_wishes(actor, side, rhythm_weeks=4),
    "note": lambda actor, side: actions.write_note(actor, side, note="her new boat"),
    "later": lambda actor, side: actions.quiet_until(actor, side, until=TODAY + timedelta(days=9)),
    "rest": actions.rest,
    "take up": actions.take_up,
}


@pytest.mark.parametrize("name", ACTIONS)
def test_only_oneself_acts_on_ones_own_side(world, make, name):
    side = make.tie(world.ana, world.mia)
    for person in (world.mia, world.pau, world.cora, world.sam, world.lou, world.ina, world.bea):
        with pytest.raises(Missing):
            ACTIONS[name](person, side)
    ACTIONS[name](world.ana, side)
    ACTIONS[name](world.ana, side)


@pytest.mark.parametrize("name", ACTIONS)
@pytest.mark.parametrize("who", ["sam", "lou", "ina", "bea"])
def test_nothing_can_be_done_about_somebody_who_is_not_there(world, make, name, who):
    side = make.tie(world.ana, getattr(world, who))
    with pytest.raises(Missing):
        ACTIONS[name](world.ana, side)
    assert queries.side_of(world.ana, queries.between(side.person_id, side.other_id).tie.public_id) is None


@pytest.mark.parametrize(("values", "field"), [({"rhythm_weeks": 3}, "rhythm_weeks"), ({"rhythm_weeks": 4, "channel": "owl"}, "channel")])  # fmt: skip
def test_wishes_there_are_not_are_refused(world, make, values, field):
    side = make.tie(world.ana, world.mia)
    with pytest.raises(Invalid) as refused:
        actions.set_wishes(world.ana, side, **values)
    assert refused.value.field == field


@pytest.mark.parametrize("days", [0, -1, 3 * 366 + 1])
def test_later_is_ahead_and_not_for_ever(world, make, days):
    side = make.tie(world.ana, world.mia)
    with pytest.raises(Invalid):
        actions.quiet_until(world.ana, side, until=TODAY + timedelta(days=days))


def test_wishes_and_notes_are_kept_for_their_side_alone(world, make, db):
    side = make.tie(world.ana, world.mia)
    wish(world.ana, world.mia, 13, channel="call", quiet_times="not on Sundays")
    actions.write_note(world.ana, side, note="where we left off")
    db.expire_all()
    mine, hers = queries.between(world.ana.id, world.mia.id), queries.between(world.mia.id, world.ana.id)
    assert (mine.rhythm_weeks, mine.channel, mine.quiet_times, mine.note) == (
        13,
        "call",
        "not on Sundays",
        "where we left off",
    )
    assert (hers.rhythm_weeks, hers.channel, hers.quiet_times, hers.note, hers.wished_at) == (None,) * 5
    actions.write_note(world.ana, mine, note="")
    assert mine.note is None
