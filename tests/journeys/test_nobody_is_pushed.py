"""Who has been asked already, or has just said "not now", is suggested by no other feature."""

import time_machine

from community.catchups import actions as catchups
from community.core import clock
from community.core.mail import in_words_of
from community.ties.mail import reminder


def reminded_of(person, side):
    """Whether a reminder of this tie would still be sent."""
    with in_words_of(person):
        return reminder(person, tie_ids=[side.tie_id]) is not None


def test_no_reminder_of_somebody_with_whom_something_is_under_way(db, world, make):
    side = make.due(world.ana, world.pau)
    assert reminded_of(world.ana, side)
    catchup = make.catchup(world.pau, world.ana)
    assert not reminded_of(world.ana, side) and not reminded_of(world.pau, side)
    catchups.withdraw(world.pau, catchup)
    assert reminded_of(world.ana, side)


def test_warming_up_names_nobody_who_has_just_said_not_now(world, make, browse):
    with time_machine.travel("2020-01-01T12:00:00Z", tick=False):
        make.tie(world.ana, world.pau, on=clock.today())
    assert "Pau Ferrer" in browse(world.ana).page("/ties/warm-up").words
    catchups.say_not_now(world.pau, make.catchup(world.ana, world.pau))
    assert "Pau Ferrer" not in browse(world.ana).page("/ties/warm-up").words
