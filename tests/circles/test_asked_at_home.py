"""What their circles ask of a member is said at home, too."""

from community.circles import actions, queries
from community.circles.actions.ending import end

HEADING = "Your circles ask you"


def test_at_home_a_newcomer_finds_the_charter_to_sign(world, make, browse):
    seat = make.circle(world.ana, name="Tides")
    make.seat(seat.circle, world.pau, signed=False)
    page = browse(world.pau).page("/")
    assert HEADING in page.words and "Read its charter and sign it" in page.words
    assert f"/circles/{seat.circle.public_id}/charter" in page.links
    assert HEADING not in browse(world.ana).page("/").words


def test_at_home_a_member_finds_until_when_a_new_version_is_to_be_signed(world, make, browse):
    seat = make.circle(world.ana, world.pau)
    assert HEADING not in browse(world.pau).page("/").words
    make.charter(seat)
    assert "There is a new version of the charter: sign it before" in browse(world.pau).page("/").words


def test_at_home_the_facilitator_finds_the_charter_to_write(world, make, browse):
    make.circle(world.ana, charter=False)
    assert "It needs a charter" in browse(world.ana).page("/").words


def test_at_home_members_find_that_nobody_holds_their_circle_together(world, make, browse):
    seat = make.circle(world.ana, world.pau, world.mia)
    actions.leave(world.ana, seat)
    assert "Who would like to hold this circle together?" in browse(world.pau).page("/").words
    actions.take_over(world.mia, queries.seat(world.mia, seat.circle.public_id))
    assert HEADING not in browse(world.pau).page("/").words


def test_at_home_who_is_asked_to_take_over_finds_the_question(world, make, browse):
    seat = make.circle(world.ana, world.pau)
    actions.ask_to_take_over(world.ana, queries.seat(world.pau, seat.circle.public_id))
    assert "Would you hold this circle together" in browse(world.pau).page("/").words


def test_at_home_nothing_is_asked_for_a_circle_that_has_ended_or_was_left(world, make, browse):
    seat = make.circle(world.ana, world.mia)
    make.seat(seat.circle, world.pau, signed=False)
    other = make.circle(world.ana, world.mia)
    make.seat(other.circle, world.pau, signed=False)
    actions.leave(world.pau, queries.seat(world.pau, seat.circle.public_id))
    end(queries.locked(other.circle_id))
    assert HEADING not in browse(world.pau).page("/").words
