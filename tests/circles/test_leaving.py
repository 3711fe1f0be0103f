"""Leaving a circle, being let go, and who holds it together then."""

import pytest

from community.circles import actions, queries
from community.core.outbox import publish
from community.events import PersonLeft, PersonSuspended
from tests.circles.making import meeting


def _leave(browse, person, seat):
    return browse(person).send(f"/circles/{seat.circle.public_id}/leaving")


def test_leaving_says_beforehand_what_it_means(world, make, browse):
    seat = make.circle(world.ana, world.pau)
    page = browse(world.ana).page(f"/circles/{seat.circle.public_id}/leaving")
    assert "nobody stands in: the others are asked" in page.words
    seat.circle.stand_in_id = world.pau.id
    page = browse(world.ana).page(f"/circles/{seat.circle.public_id}/leaving")
    assert "Pau Ferrer, the stand-in, holds the circle together" in page.words


def test_leaving_names_no_stand_in_whom_a_block_hides(world, make, browse):
    seat = make.circle(world.ana, world.pau)
    seat.circle.stand_in_id = world.pau.id
    make.block(world.pau, world.ana)
    page = browse(world.ana).page(f"/circles/{seat.circle.public_id}/leaving")
    assert "Pau" not in page.words and "The stand-in holds the circle together from then on." in page.words


def test_who_leaves_gives_their_place_free_and_reads_no_more(world, make, browse):
    seat = make.circle(world.ana, world.pau)
    _leave(browse, world.pau, seat)
    assert seat.circle.taken == 1
    browse(world.pau).page(f"/circles/{seat.circle.public_id}/charter", status=404)


def test_a_member_leaves_without_signing_anything(world, make, browse):
    seat = make.circle(world.ana)
    make.seat(seat.circle, world.pau, signed=False)
    _leave(browse, world.pau, seat)
    assert seat.circle.taken == 1


def test_the_stand_in_follows_a_facilitator_who_leaves_and_is_told(world, make, browse, worker, mails):
    seat = make.circle(world.ana, world.pau, world.mia)
    seat.circle.stand_in_id = world.pau.id
    _leave(browse, world.ana, seat)
    worker.drain()
    assert (seat.circle.facilitator_id, seat.circle.stand_in_id) == (world.pau.id, None)
    told = [mail for mail in mails if "You hold" in mail["subject"]]
    assert len(told) == 1 and world.pau.email in told[0]["to"]


def test_without_a_stand_in_everybody_is_asked_and_the_first_to_say_yes_takes_it(world, make, browse, worker, mails):
    seat = make.circle(world.ana, world.pau, world.mia)
    _leave(browse, world.ana, seat)
    worker.drain()
    asked = [mail for mail in mails if "Who would like to hold" in mail["subject"]]
    assert len(asked) == 2 and not any(world.ana.email in mail["to"] for mail in asked)
    page = browse(world.mia).page(f"/circles/{seat.circle.public_id}/people")
    assert "Who would like to hold this circle together?" in page.words
    browse(world.mia).send(f"/circles/{seat.circle.public_id}/facilitator")
    browse(world.pau).send(f"/circles/{seat.circle.public_id}/facilitator", status=403)
    assert seat.circle.facilitator_id == world.mia.id
    assert "Who would like" not in browse(world.pau).page(f"/circles/{seat.circle.public_id}/people").words


def test_once_somebody_has_said_yes_the_others_get_no_mail(world, make, worker, mails):
    seat = make.circle(world.ana, world.pau, world.mia)
    worker.drain()
    mails.empty()
    actions.leave(world.ana, seat)
    actions.take_over(world.mia, queries.seat(world.mia, seat.circle.public_id))
    worker.drain()
    assert not [mail for mail in mails if "Who would like" in mail["subject"]]


def test_a_facilitator_who_leaves_before_the_charter_leaves_no_orphan(world, make, browse):
    seat = make.circle(world.ana, charter=False)
    make.seat(seat.circle, world.pau, signed=False)
    _leave(browse, world.ana, seat)
    browse(world.pau).send(f"/circles/{seat.circle.public_id}/facilitator")
    browse(world.pau).page(f"/circles/{seat.circle.public_id}/charter/new")


def test_the_last_one_out_ends_the_circle(world, make, browse):
    seat = make.circle(world.ana)
    _leave(browse, world.ana, seat)
    assert seat.circle.is_ended and seat.circle.taken == 0


def test_whoever_was_asked_to_take_over_and_leaves_is_asked_no_more(world, make, browse):
    seat = make.circle(world.ana, world.pau)
    actions.ask_to_take_over(world.ana, queries.seat(world.pau, seat.circle.public_id))
    _leave(browse, world.pau, seat)
    assert seat.circle.asked_to_facilitate_id is None


# --- being let go -----------------------------------------------------------------------------------------------


def _let_go(browse, world, seat, words="We tried twice. I wish you a circle that fits.", status=303):
    row = queries.seat(world.pau, seat.circle.public_id)
    return row.public_id, browse(world.ana).send(
        f"/circles/members/{row.public_id}/farewell", {"words": words}, status=status
    )


def test_who_is_let_go_reads_the_words_and_nobody_else_does(world, make, browse, worker, mails):
    seat = make.circle(world.ana, world.pau, world.mia)
    row, _ = _let_go(browse, world, seat)
    worker.drain()
    assert "I wish you a circle that fits." in browse(world.pau).page(f"/circles/farewells/{row}").words
    told = [mail for mail in mails if "not a member" in mail["subject"]]
    assert len(told) == 1 and world.pau.email in told[0]["to"]
    assert not any("circle that fits" in mail.as_string() for mail in mails)
    for other in (world.ana, world.mia, world.cora, world.mod):
        browse(other).page(f"/circles/farewells/{row}", status=404)


def test_who_is_let_go_reads_nothing_in_the_circle_any_more(world, make, browse):
    seat = make.circle(world.ana, world.pau)
    _let_go(browse, world, seat)
    assert seat.circle.taken == 1
    browse(world.pau).page(f"/circles/{seat.circle.public_id}/charter", status=404)


def test_nobody_is_let_go_without_a_word(world, make, browse):
    seat = make.circle(world.ana, world.pau)
    _let_go(browse, world, seat, words=" ", status=422)
    assert queries.seat(world.pau, seat.circle.public_id) is not None


def test_the_words_go_when_the_person_is_back(world, make, browse):
    seat = make.circle(world.ana, world.pau)
    row, _ = _let_go(browse, world, seat)
    make.seat(seat.circle, world.pau)
    browse(world.pau).page(f"/circles/farewells/{row}", status=404)


# --- leaving the community --------------------------------------------------------------------------------------


@pytest.mark.parametrize("has_stand_in", [True, False])
def test_who_leaves_the_community_leaves_their_circles(world, make, worker, has_stand_in):
    seat = make.circle(world.ana, world.pau)
    seat.circle.stand_in_id = world.pau.id if has_stand_in else None
    publish(PersonLeft(world.ana.id))
    worker.drain()
    assert seat.circle.facilitator_id == (world.pau.id if has_stand_in else None)
    assert seat.circle.taken == 1


def test_who_is_suspended_holds_nothing_together_meanwhile_and_stays_a_member(world, make, worker, mails):
    seat = make.circle(world.ana, world.pau, world.mia)
    publish(PersonSuspended(world.ana.id))
    worker.drain()
    assert seat.circle.facilitator_id is None and seat.circle.taken == 3
    assert [mail for mail in mails if "Who would like to hold" in mail["subject"]]


def test_a_stand_in_who_follows_leads_what_was_planned_and_learns_no_more(world, make, worker):
    seat = make.circle(world.ana, world.pau, world.mia)
    actions.try_facilitating(world.pau, queries.seat(world.pau, seat.circle.public_id))
    planned = meeting(seat)
    seat.circle.stand_in_id = world.pau.id
    assert (planned.lead_id, planned.shadow_id) == (world.ana.id, world.pau.id)
    publish(PersonSuspended(world.ana.id))
    worker.drain()
    assert queries.seat(world.pau, seat.circle.public_id).step is None
    assert (planned.lead_id, planned.shadow_id) == (world.pau.id, None)


def test_whoever_takes_over_from_somebody_suspended_leads_what_was_planned(world, make, worker):
    seat = make.circle(world.ana, world.pau)
    planned = meeting(seat)
    publish(PersonSuspended(world.ana.id))
    worker.drain()
    actions.take_over(world.pau, queries.seat(world.pau, seat.circle.public_id))
    assert planned.lead_id == world.pau.id
