"""Writing to each other is contact: each answer restarts the clock of a tie, and words that wait for one do not."""

from datetime import date, timedelta

import pytest

from community.catchups import actions
from community.ties.actions import begin
from community.ties.queries import between, contacts_of
from tests.catchups.conftest import NOW

TODAY = NOW.date()


@pytest.fixture
def contacts(world, worker):
    """The contacts of Ana and Mia, who have a tie: (day, kind) of each."""
    begin(world.ana.id, world.mia.id, origin="mentorship", on=date(2016, 8, 30))

    def look() -> list[tuple[date, str]]:
        worker.drain()
        return [(one.on, one.kind) for one in contacts_of(world.ana, between(world.ana.id, world.mia.id))]

    return look


def test_each_answer_counts_for_its_day_and_a_word_without_one_does_not(world, contacts, clock):
    exchange = actions.write_first(world.ana, world.mia, words="How are you?")
    assert contacts() == []
    actions.write(world.mia, exchange, words="Well, and you?")
    assert contacts() == [(TODAY, "messages")]
    clock.shift(timedelta(days=30))
    actions.write(world.mia, exchange, words="Are you there?")
    assert contacts() == [(TODAY, "messages")]
    clock.shift(timedelta(days=1))
    actions.write(world.ana, exchange, words="Yes, I was at sea.")
    assert contacts() == [(TODAY + timedelta(days=31), "messages")]


def test_saying_again_afterwards_takes_nothing_of_it_back(world, contacts, clock):
    exchange = actions.write_first(world.ana, world.mia, words="How are you?")
    actions.write(world.mia, exchange, words="Well, and you?")
    clock.shift(timedelta(days=30))
    actions.write(world.ana, exchange, words="Well, too.")
    before = contacts()
    for person in (world.ana, world.mia):
        actions.say_again(person, exchange, again=True)
    assert contacts() == before == [(TODAY + timedelta(days=30), "messages")]
