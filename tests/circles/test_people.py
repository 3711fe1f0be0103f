"""The people of a circle: who is in it, who holds it together, and the steps of who would like to."""

from datetime import timedelta

import pytest

from community.circles import actions, queries
from community.circles.models import CircleMember
from community.core import clock
from tests.circles.making import meeting


def _people(seat):
    return f"/circles/{seat.circle.public_id}/people"


def _row(world, seat, person) -> CircleMember:
    return queries.seat(person, seat.circle.public_id)


def _member(row, *rest):
    return "/".join([f"/circles/members/{row.public_id}", *rest])


def test_members_see_who_else_is_there_before_they_sign(world, make, browse):
    seat = make.circle(world.ana)
    make.seat(seat.circle, world.pau, signed=False)
    page = browse(world.pau).page(_people(seat))
    assert "Ana Ruiz Gómez" in page.words and "facilitator" in page.words


@pytest.mark.parametrize("who", ["lin", "mod", "cora"])
def test_nobody_from_outside_sees_the_people(world, make, browse, who):
    seat = make.circle(world.ana, world.pau)
    browse(getattr(world, who)).page(_people(seat), status=404)
    browse(getattr(world, who)).send(_member(_row(world, seat, world.pau), "stand-in"), status=404)


def test_two_parted_by_a_block_find_nothing_of_each_other(world, make, browse):
    seat = make.circle(world.ana, world.bea)
    bea = _row(world, seat, world.bea)
    assert "Bea" not in browse(world.ana).page(_people(seat)).words
    assert "Ana" not in browse(world.bea).page(_people(seat)).words
    for verb in ("facilitator", "stand-in", "farewell", "steps"):
        browse(world.ana).send(_member(bea, verb), status=404)


# --- handing over -----------------------------------------------------------------------------------------------


def test_who_is_asked_to_take_over_does_so_with_their_own_yes(world, make, browse, worker, mails):
    seat = make.circle(world.ana, world.pau)
    browse(world.ana).send(_member(_row(world, seat, world.pau), "facilitator"))
    worker.drain()
    assert [mail for mail in mails if "Would you hold" in mail["subject"] and world.pau.email in mail["to"]]
    assert seat.circle.facilitator_id == world.ana.id
    assert "Would you hold this circle together" in browse(world.pau).page(_people(seat)).words
    browse(world.pau).send(f"/circles/{seat.circle.public_id}/facilitator")
    assert (seat.circle.facilitator_id, seat.circle.asked_to_facilitate_id) == (world.pau.id, None)


def test_a_no_leaves_everything_as_it_is_and_is_not_told(world, make, browse, worker, mails):
    seat = make.circle(world.ana, world.pau)
    browse(world.ana).send(_member(_row(world, seat, world.pau), "facilitator"))
    worker.drain()
    mails.empty()
    browse(world.pau).send(f"/circles/{seat.circle.public_id}/facilitator/not-now")
    worker.drain()
    assert (seat.circle.facilitator_id, seat.circle.asked_to_facilitate_id) == (world.ana.id, None)
    assert not list(mails)
    browse(world.pau).send(f"/circles/{seat.circle.public_id}/facilitator", status=403)


def test_nobody_takes_over_who_was_not_asked(world, make, browse):
    seat = make.circle(world.ana, world.pau, world.mia)
    browse(world.ana).send(_member(_row(world, seat, world.pau), "facilitator"))
    browse(world.mia).send(f"/circles/{seat.circle.public_id}/facilitator", status=403)


def test_a_question_taken_back_gets_no_mail_any_more(world, make, browse, worker, mails):
    seat = make.circle(world.ana, world.pau)
    worker.drain()
    mails.empty()
    actions.ask_to_take_over(world.ana, _row(world, seat, world.pau))
    browse(world.ana).send(f"/circles/{seat.circle.public_id}/facilitator/not-now")
    worker.drain()
    assert not list(mails)


def test_no_mail_comes_from_somebody_blocked_meanwhile(world, make, worker, mails):
    seat = make.circle(world.ana, world.pau)
    worker.drain()
    mails.empty()
    actions.ask_to_take_over(world.ana, _row(world, seat, world.pau))
    actions.name_stand_in(world.ana, _row(world, seat, world.pau))
    make.block(world.pau, world.ana)
    worker.drain()
    assert not list(mails)


@pytest.mark.parametrize("verb", ["facilitator", "stand-in", "farewell"])
def test_only_the_facilitator_asks_names_and_lets_go(world, make, browse, verb):
    seat = make.circle(world.ana, world.pau, world.mia)
    seat.circle.stand_in_id = world.pau.id
    data = {"words": "Go well."}
    browse(world.pau).send(_member(_row(world, seat, world.mia), verb), data, status=403)
    browse(world.ana).send(_member(_row(world, seat, world.ana), verb), data, status=403)


def test_who_has_not_signed_holds_nothing_together(world, make, browse):
    seat = make.circle(world.ana)
    make.seat(seat.circle, world.pau, signed=False)
    actions.leave(world.ana, seat)
    browse(world.pau).send(f"/circles/{seat.circle.public_id}/facilitator", status=403)
    page = browse(world.pau).page(_people(seat))
    assert "Who would like to hold this circle together?" in page.words and "I will" not in page.words


# --- standing in ------------------------------------------------------------------------------------------------


def test_the_stand_in_is_named_told_and_may_step_down(world, make, browse, worker, mails):
    seat = make.circle(world.ana, world.pau)
    browse(world.ana).send(_member(_row(world, seat, world.pau), "stand-in"))
    worker.drain()
    assert seat.circle.stand_in_id == world.pau.id
    assert [mail for mail in mails if "stand-in" in mail["subject"] and world.pau.email in mail["to"]]
    browse(world.pau).send(f"/circles/{seat.circle.public_id}/stand-in/end")
    assert seat.circle.stand_in_id is None


def test_other_members_do_not_end_a_standing_in(world, make, browse):
    seat = make.circle(world.ana, world.pau, world.mia)
    seat.circle.stand_in_id = world.pau.id
    browse(world.mia).send(f"/circles/{seat.circle.public_id}/stand-in/end", status=403)


# --- the way in: watch, lead together, lead ---------------------------------------------------------------------


def _held_meeting(seat, **roles):
    """A meeting that is over, at which these people did this."""
    held = meeting(seat)
    for column, person in roles.items():
        setattr(held, column, person.id)
    held.starts_at = clock.now() - timedelta(days=1)


def test_one_moves_on_after_each_step_taken_at_a_meeting(world, make, browse):
    seat = make.circle(world.ana, world.pau)
    browse(world.pau).send(f"/circles/{seat.circle.public_id}/steps")
    row = _row(world, seat, world.pau)
    assert row.step == "shadow"
    assert "One step further" not in browse(world.ana).page(_people(seat)).words
    browse(world.ana).send(_member(row, "steps"), status=409)
    _held_meeting(seat, shadow_id=world.pau)
    assert "One step further" in browse(world.ana).page(_people(seat)).words
    browse(world.ana).send(_member(row, "steps"))
    assert row.step == "co_facilitate"
    _held_meeting(seat, co_id=world.pau)
    browse(world.pau).send(_member(row, "steps"))
    assert row.step == "lead"
    browse(world.pau).send(_member(row, "steps"), status=409)


def test_who_would_like_to_try_has_their_place_at_the_next_meeting(world, make, browse):
    seat = make.circle(world.ana, world.pau, world.mia)
    first, second = meeting(seat), meeting(seat, starts_at=clock.now() + timedelta(days=14))
    for person in (world.pau, world.mia):
        browse(person).send(f"/circles/{seat.circle.public_id}/steps")
    assert (first.shadow_id, second.shadow_id) == (world.pau.id, world.mia.id)
    browse(world.pau).send(f"/circles/{seat.circle.public_id}/steps/end")
    assert (first.shadow_id, second.shadow_id) == (None, world.mia.id)


def test_a_step_further_is_another_place_at_the_next_meeting(world, make, browse):
    seat = make.circle(world.ana, world.pau)
    ahead = meeting(seat)
    browse(world.pau).send(f"/circles/{seat.circle.public_id}/steps")
    _held_meeting(seat, shadow_id=world.pau)
    browse(world.ana).send(_member(_row(world, seat, world.pau), "steps"))
    assert (ahead.shadow_id, ahead.co_id, ahead.lead_id) == (None, world.pau.id, world.ana.id)


@pytest.mark.parametrize("takes_turns", [False, True])
def test_who_takes_over_leads_what_the_one_before_was_to_lead(world, make, browse, takes_turns):
    seat = make.circle(world.ana, world.pau, takes_turns=takes_turns)
    ahead = meeting(seat)
    ahead.lead_id, ahead.shadow_id = world.ana.id, world.pau.id
    actions.ask_to_take_over(world.ana, _row(world, seat, world.pau))
    browse(world.pau).send(f"/circles/{seat.circle.public_id}/facilitator")
    assert ahead.lead_id == (world.ana.id if takes_turns else world.pau.id)
    assert ahead.shadow_id is None


def test_other_members_move_nobody_on(world, make, browse):
    seat = make.circle(world.ana, world.pau, world.mia)
    actions.try_facilitating(world.pau, _row(world, seat, world.pau))
    _held_meeting(seat, shadow_id=world.pau)
    browse(world.mia).send(_member(_row(world, seat, world.pau), "steps"), status=403)


def test_one_may_rather_not_for_now(world, make, browse):
    seat = make.circle(world.ana, world.pau)
    browse(world.pau).send(f"/circles/{seat.circle.public_id}/steps")
    browse(world.pau).send(f"/circles/{seat.circle.public_id}/steps/end")
    assert _row(world, seat, world.pau).step is None


def test_who_is_in_it_reads_what_the_circle_says_of_itself_too(world, make, browse):
    seat = make.circle(world.ana, world.mia, purpose="To count the tides.", place="Faro")
    page = browse(world.mia).page(f"/circles/{seat.circle.public_id}/people")
    assert "To count the tides." in page.words and "Faro" in page.words and "once a month" in page.words
