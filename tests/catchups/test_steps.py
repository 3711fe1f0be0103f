"""Every step of a catch-up × who takes it: the asker, the asked, a stranger, a blocked and a suspended one, a visitor."""

import pytest

from community.catchups import actions
from community.catchups.models import STATES
from community.core.errors import Conflict
from tests.catchups.conftest import FIRST, LATER

STARTS_AT = FIRST.isoformat()
OTHER_TIME = {"times-0-day": "2026-11-10", "times-0-at": "16:00"}
# step → (what is posted, in which state it is open, the status for asker and asked while it is open)
STEPS = {
    "acceptance": ({"starts_at": STARTS_AT}, "asked", 409, 303),
    "proposal": (OTHER_TIME, "asked", 409, 303),
    "refusal": ({}, "asked", 403, 303),
    "withdrawal": ({}, "asked", 303, 403),
    "cancellation": ({}, "agreed", 303, 303),
    "place": ({"place": "Café Sol"}, "agreed", 303, 303),
    "outcome": ({"met": "yes"}, "over", 303, 303),
}


@pytest.fixture
def standing_at(asked, agreed, over):
    return {"asked": asked, "agreed": agreed, "over": over}


@pytest.mark.parametrize("step", STEPS)
def test_the_two_may_do_what_is_theirs(step, world, browse, standing_at):
    data, state, for_asker, for_asked = STEPS[step]
    for person, status in ((world.ana, for_asker), (world.pau, for_asked)):
        catchup = standing_at[state](world.ana, world.pau)
        browse(person).send(f"/catchups/{catchup.public_id}/{step}", data, status)
        if catchup.state == "asked":
            actions.withdraw(world.ana, catchup)


@pytest.mark.parametrize("step", ["", *(f"/{step}" for step in STEPS)])
def test_for_everybody_else_there_is_nothing(step, world, browse, agreed):
    catchup = agreed(world.ana, world.pau)
    for key in ("lin", "bea", "mod", "cora"):
        response = browse(getattr(world, key)).open(
            f"/catchups/{catchup.public_id}{step}", method="POST" if step else "GET"
        )
        assert response.status_code == 404, key


@pytest.mark.parametrize("step", ["", *(f"/{step}" for step in STEPS)])
def test_visitors_and_the_suspended_are_sent_to_the_sign_in(step, world, browse, agreed):
    catchup = agreed(world.ana, world.pau)
    for person in (None, world.sam, world.lou):
        response = browse(person).open(f"/catchups/{catchup.public_id}{step}", method="POST" if step else "GET")
        assert response.status_code == 303
        assert "/login" in response.location


def test_a_catch_up_with_somebody_who_is_blocked_is_gone_for_both(world, browse, make, agreed):
    catchup = agreed(world.ana, world.pau)
    make.block(world.pau, world.ana)
    for person in (world.ana, world.pau):
        browse(person).page(f"/catchups/{catchup.public_id}", 404)
        assert catchup.public_id not in browse(person).page("/catchups").text


def test_a_catch_up_with_somebody_who_is_suspended_is_gone(world, browse, agreed):
    catchup = agreed(world.ana, world.pau)
    world.pau.standing = "suspended"
    browse(world.ana).page(f"/catchups/{catchup.public_id}", 404)


ENDINGS = {
    "declined": lambda c, ana, pau, clock: actions.say_not_now(pau, c),
    "withdrawn": lambda c, ana, pau, clock: actions.withdraw(ana, c),
    "cancelled": lambda c, ana, pau, clock: (actions.accept(pau, c, starts_at=FIRST), actions.cancel(ana, c)),
    "lapsed": lambda c, ana, pau, clock: (clock.move_to(c.lapses_at), actions.lapse(c.id, c.lapses_at)),
    "happened": lambda c, ana, pau, clock: (
        actions.accept(pau, c, starts_at=FIRST),
        clock.move_to(LATER),
        actions.tell(ana, c, met=True),
    ),
}


@pytest.mark.parametrize("step", [step for step in STEPS if step != "outcome"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_nothing_can_be_done_to_what_has_ended_and_the_page_says_why(ending, step, world, browse, asked, clock):
    catchup = asked(world.ana, world.pau)
    ENDINGS[ending](catchup, world.ana, world.pau, clock)
    assert catchup.state == ending
    for person in (world.ana, world.pau):
        page = browse(person).send(f"/catchups/{catchup.public_id}/{step}", STEPS[step][0], 409)
        assert "Open the catch-up again" in page.words
        assert catchup.state == ending


@pytest.mark.parametrize("step", ["acceptance", "refusal", "withdrawal", "cancellation"])
def test_a_step_taken_twice_is_refused_the_second_time(step, world, browse, standing_at):
    data, state, for_asker, _for_asked = STEPS[step]
    catchup = standing_at[state](world.ana, world.pau)
    who = world.ana if for_asker == 303 else world.pau
    browse(who).send(f"/catchups/{catchup.public_id}/{step}", data, 303)
    browse(who).send(f"/catchups/{catchup.public_id}/{step}", data, 409)


def test_other_times_proposed_twice_count_once(world, browse, asked):
    catchup = asked(world.ana, world.pau)
    browse(world.pau).send(f"/catchups/{catchup.public_id}/proposal", OTHER_TIME)
    browse(world.pau).send(f"/catchups/{catchup.public_id}/proposal", OTHER_TIME, 409)
    assert catchup.round == 2
    assert catchup.turn_id == world.ana.id


def test_whoever_proposed_last_waits_for_the_other(world, asked):
    catchup = asked(world.ana, world.pau)
    actions.propose(world.pau, catchup, times=[LATER])
    with pytest.raises(Conflict):
        actions.accept(world.pau, catchup, starts_at=LATER)
    actions.accept(world.ana, catchup, starts_at=LATER)
    assert (catchup.state, catchup.starts_at, catchup.turn_id) == ("agreed", LATER, None)


def test_a_time_of_an_earlier_round_cannot_be_accepted(world, asked):
    catchup = asked(world.ana, world.pau)
    actions.propose(world.pau, catchup, times=[LATER])
    with pytest.raises(Conflict, match="Conflict"):
        actions.accept(world.ana, catchup, starts_at=FIRST)


def test_a_time_that_has_passed_cannot_be_accepted(world, asked, clock):
    catchup = asked(world.ana, world.pau)
    clock.move_to(FIRST)
    with pytest.raises(Conflict):
        actions.accept(world.pau, catchup, starts_at=FIRST)


def test_the_asked_may_say_not_now_even_while_the_asker_is_to_answer(world, asked):
    catchup = asked(world.ana, world.pau)
    actions.propose(world.pau, catchup, times=[LATER])
    actions.say_not_now(world.pau, catchup)
    assert catchup.state == "declined"


def test_a_request_without_times_is_answered_with_times(world, asked):
    catchup = asked(world.ana, world.pau, times=[])
    with pytest.raises(Conflict):
        actions.accept(world.pau, catchup, starts_at=FIRST)
    actions.propose(world.pau, catchup, times=[FIRST])
    actions.accept(world.ana, catchup, starts_at=FIRST)
    assert catchup.state == "agreed"


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_words_for_both(state, world, browse, asked, db):
    catchup = asked(world.ana, world.pau)
    catchup.state, catchup.starts_at, catchup.ends_at = state, FIRST, LATER
    db.flush()
    for person, other in ((world.ana, world.pau), (world.pau, world.ana)):
        page = browse(person).page(f"/catchups/{catchup.public_id}")
        assert f"Coffee with {other.name}" in page.words
        for word in ("reject", "declined", "refused"):
            assert word not in page.words.lower()
