""" "That was a mistake": who said that they met takes it back, as long as the other has not said so too."""

import pytest

from community.catchups import actions
from community.catchups.links import token_for
from community.core.errors import Conflict
from community.events import CatchUpDidNotHappen, CatchUpHappened


@pytest.fixture
def told(monkeypatch):
    events = []
    monkeypatch.setattr("community.catchups.actions.meeting.publish", events.append)
    return events


def test_a_mistake_is_taken_back_and_counts_as_not_happened(world, browse, over, told):
    catchup = over(world.ana, world.mia)
    actions.tell(world.ana, catchup, met=True)
    browser = browse(world.ana)
    page = browser.page(f"/catchups/{catchup.public_id}")
    assert "That was a mistake" in page.words
    page = browser.follow(browser.send(f"/catchups/{catchup.public_id}/correction"))
    assert "It is corrected" in page.words
    assert (catchup.state, catchup.answer_of(world.ana.id)) == ("agreed", False)
    assert told[-1] == CatchUpDidNotHappen(catchup.id, (world.ana.id, world.mia.id), revision=catchup.sequence)


def test_twice_changes_nothing_more(world, over, told):
    catchup = over(world.ana, world.mia)
    actions.tell(world.ana, catchup, met=True)
    for _time in range(2):
        actions.correct(world.ana, catchup)
    assert [type(event) for event in told] == [CatchUpHappened, CatchUpDidNotHappen]


def test_when_the_other_had_said_no_it_is_missed(world, over, told):
    catchup = over(world.ana, world.mia)
    actions.tell(world.mia, catchup, met=False)
    actions.tell(world.ana, catchup, met=True)
    actions.correct(world.ana, catchup)
    assert catchup.state == "missed"


def test_the_other_can_still_say_that_they_met(world, over, told):
    catchup = over(world.ana, world.mia)
    actions.tell(world.ana, catchup, met=True)
    actions.correct(world.ana, catchup)
    actions.tell(world.mia, catchup, met=True)
    assert catchup.state == "happened"
    assert [type(event) for event in told] == [CatchUpHappened, CatchUpDidNotHappen, CatchUpHappened]
    assert [event.revision for event in told] == [1, 2, 3]


def test_once_both_have_said_it_it_stands(world, browse, over, told):
    catchup = over(world.ana, world.mia)
    actions.tell(world.ana, catchup, met=True)
    browse().send(f"/catchups/met/{token_for(world.mia, catchup, met=True)}")
    assert "That was a mistake" not in browse(world.ana).page(f"/catchups/{catchup.public_id}").words
    for person in (world.ana, world.mia):
        with pytest.raises(Conflict):
            actions.correct(person, catchup)
    assert [type(event) for event in told] == [CatchUpHappened]


def test_only_who_said_it_can_take_it_back(world, browse, make, over, told):
    catchup = over(world.ana, world.mia)
    actions.tell(world.ana, catchup, met=True)
    path = f"/catchups/{catchup.public_id}/correction"
    assert "That was a mistake" not in browse(world.mia).page(f"/catchups/{catchup.public_id}").words
    for key, status in (("mia", 409), ("lin", 404), ("bea", 404), ("cora", 404)):
        browse(getattr(world, key)).send(path, status=status)
    for person in (None, world.sam):
        assert "/login" in browse(person).send(path).response.location
    make.block(world.mia, world.ana)
    browse(world.ana).send(path, status=404)
    assert catchup.state == "happened"


def test_before_anybody_said_it_there_is_nothing_to_take_back(world, over):
    catchup = over(world.ana, world.mia)
    with pytest.raises(Conflict):
        actions.correct(world.ana, catchup)
