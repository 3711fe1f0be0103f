"""Leaving a circle, and who holds it together then."""

from community.circles import actions, queries


def test_who_leaves_gives_their_place_free(world, make):
    seat = make.circle(world.ana, world.pau)
    actions.leave(world.pau, queries.seat(world.pau, seat.circle.public_id))
    assert seat.circle.taken == 1
    assert queries.seat(world.pau, seat.circle.public_id) is None


def test_the_stand_in_follows_a_facilitator_who_leaves(world, make):
    seat = make.circle(world.ana, world.pau)
    seat.circle.stand_in_id = world.pau.id
    actions.leave(world.ana, seat)
    assert (seat.circle.facilitator_id, seat.circle.stand_in_id) == (world.pau.id, None)


def test_without_a_stand_in_nobody_is_facilitator_until_somebody_says_yes(world, make):
    seat = make.circle(world.ana, world.pau)
    actions.leave(world.ana, seat)
    assert seat.circle.facilitator_id is None and seat.circle.is_running


def test_the_last_one_out_ends_the_circle(world, make):
    seat = make.circle(world.ana)
    actions.leave(world.ana, seat)
    assert seat.circle.is_ended and seat.circle.taken == 0
