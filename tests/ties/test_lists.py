"""The lists of ties: each line in exactly the state that the clock names, page after page, by index and not by search."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, update

from community.core import clock as core_clock
from community.core.extensions import db as database
from community.ties import actions, queries
from community.ties.clock import STATES
from community.ties.models import RHYTHMS, TieSide
from tests.sql import statements
from tests.ties.conftest import TODAY

SIDES = st.fixed_dictionaries(
    {
        "last_on": st.dates(TODAY - timedelta(days=800), TODAY)
        | st.sampled_from((TODAY - timedelta(weeks=52), TODAY - timedelta(weeks=52, days=1))),
        "is_due": st.booleans(),
        "due_until": st.none() | st.dates(TODAY - timedelta(days=1), TODAY + timedelta(days=1)),
        "rhythm_weeks": st.sampled_from((None, *RHYTHMS)),
        "quiet_until": st.none() | st.dates(TODAY - timedelta(days=2), TODAY + timedelta(days=2)),
        "rested": st.booleans(),
    }
)


@given(st.lists(SIDES, min_size=1, max_size=8))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_tie_is_in_exactly_the_list_of_its_state(world, make, sides):
    with database.session.begin_nested() as undone:
        for wanted in sides:
            side = make.tie(world.ana, make.person())
            values = {name: value for name, value in wanted.items() if name != "rested"}
            values["rested_at"] = core_clock.now() if wanted["rested"] else None
            mine = update(TieSide).where(TieSide.tie_id == side.tie_id, TieSide.person_id == world.ana.id)
            database.session.execute(mine.values(values))
        everything = queries.list_of(world.ana, size=50).items
        assert len(everything) == len(sides)
        by_state = {state: queries.list_of(world.ana, state, size=50).items for state in STATES}
        for state, lines in by_state.items():
            assert {line.state for line in lines} <= {state}
            assert {line.tie for line in lines} == {line.tie for line in everything if line.state == state}
        assert {line.tie for line in queries.dormant(world.ana, most=50)} == {line.tie for line in by_state["long_ago"]}
        assert {line.tie for line in queries.in_touch_lately(world.ana, most=50)} <= {
            line.tie for line in by_state["in_touch"]
        }
        undone.rollback()


@pytest.mark.parametrize("state", [None, "long_ago"])
def test_pages_follow_each_other_without_gap_or_repetition(world, make, state):
    for number in range(25):
        make.tie(world.ana, make.person(), on=date(2020, 1, 1) + timedelta(days=number % 7))
    seen, after = [], None
    while True:
        page = queries.list_of(world.ana, state, after, size=4)
        seen += [(line.last_on, line.tie_id) for line in page]
        after = page.next_after
        if after is None:
            break
    assert len(seen) == 25 and seen == sorted(seen, reverse=state is None)


def test_an_unknown_state_is_an_empty_list_and_a_broken_place_the_first_page(world, make):
    make.tie(world.ana, world.mia)
    assert queries.list_of(world.ana, "asleep").items == []
    assert len(queries.list_of(world.ana, None, "broken")) == 1


def test_who_waits_longest_comes_first(world, make):
    for number in range(3):
        make.due(world.ana, make.person(name=f"Friend {number}"), on=date(2024, 1, 1) - timedelta(days=number))
    assert [line.name for line in queries.list_of(world.ana, "due")] == ["Friend 2", "Friend 1", "Friend 0"]


LISTS = {
    "list_of": lambda actor: queries.list_of(actor),
    "list_of due": lambda actor: queries.list_of(actor, "due"),
    "list_of long_ago": lambda actor: queries.list_of(actor, "long_ago"),
    "dormant": lambda actor: queries.dormant(actor),
    "in_touch_lately": lambda actor: queries.in_touch_lately(actor),
    "offers_to": lambda actor: queries.offers_to(actor),
    "to_remind_of": lambda actor: queries.to_remind_of(actor, TODAY),
}


@pytest.mark.parametrize("name", LISTS)
def test_each_list_is_one_statement_by_index(world, make, name):
    for number in range(30):
        make.tie(world.ana, make.person(), on=date(2020, 1, 1) + timedelta(days=number))
    database.session.flush()
    actor = world.ana
    with statements() as seen:
        LISTS[name](actor)
    assert len(seen) == 1
    if database.engine.dialect.name == "sqlite":
        steps = plan_of(lambda: LISTS[name](actor))
        assert steps and not [step for step in steps if step.startswith("SCAN")], steps


def test_one_tie_and_its_contacts_are_read_by_index(world, make):
    side = make.tie(world.ana, world.mia)
    actions.tell(world.ana, side, on=TODAY)
    actor, tie = world.ana, side.tie.public_id
    if database.engine.dialect.name == "sqlite":
        for read in (
            lambda: queries.side_of(actor, tie),
            lambda: queries.between(actor.id, side.other_id),
            lambda: queries.contacts_of(actor, side),
            lambda: queries.newest_contact(side.tie_id),
            lambda: queries.contact_from(side.tie_id, "catchup:1"),
            lambda: queries.to_look_at(TODAY),
            lambda: queries.people_by_id([actor.id]),
        ):
            steps = plan_of(read)
            assert steps and not [step for step in steps if step.startswith("SCAN")], steps


def plan_of(read) -> list[str]:
    """How SQLite goes about the statements of a reading."""
    caught: list[tuple[str, object]] = []

    def note(connection, cursor, statement, parameters, context, executemany):
        if statement.startswith("SELECT"):
            caught.append((statement, parameters))

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        read()
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
    connection = database.session.connection()
    steps = [
        connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters) for statement, parameters in caught
    ]
    return [row.detail for step in steps for row in step]
