"""Meetings: planned, seen, changed and cancelled."""

from community.circles import queries
from tests.circles.making import meeting


def test_the_next_meeting_is_the_first_of_a_series(world, make):
    seat = make.circle(world.ana, world.mia)
    first = meeting(seat, rhythm="month", length=6)
    assert queries.next_meeting_at(seat.circle_id) == first.starts_at
    assert len(queries.meetings_ahead(seat.circle_id)) == 6
