"""The waiting list: a free place is kept for who waited longest, for seven days, then for the next."""

import re

import pytest

from community.accounts import actions as accounts
from community.circles import actions
from community.circles.models import IN, OFFERED, WAITING
from community.core.errors import Conflict
from tests.circles.making import full_circle, place_of
from tests.postbox import text_of

A_DAY = 24 * 3600


@pytest.fixture
def queue(world, make, clock):
    """A full circle of ana's, for which pau waits, then lin; and the member who is about to leave."""
    seat = full_circle(make, world.ana)
    leaver = make.person()
    seat.circle.size = 5
    gone = make.seat(seat.circle, leaver)
    for person in (world.pau, world.lin):
        clock.shift(60)
        actions.wait(person, seat.circle)
    return seat.circle, leaver, gone


def states(circle, *people) -> list[str | None]:
    return [None if (place := place_of(person, circle)) is None else place.state for person in people]


def at(circle, step: str = "") -> str:
    return f"/circles/{circle.public_id}/{step}".rstrip("/")


def test_whoever_waits_longest_is_kept_the_place_that_is_free(world, queue, worker, mails, browse):
    circle, leaver, gone = queue
    assert "You are on the waiting list" in browse(world.pau).page(at(circle)).words
    actions.leave(leaver, gone)
    worker.drain()
    assert states(circle, world.pau, world.lin) == [OFFERED, WAITING]
    assert circle.taken == 5, "the kept place counts"
    (mail,) = mails.to("pau@example.org")
    assert mail["Subject"] == f"There is a place for you in “{circle.name}”"
    assert mails.to("lin@example.org") == []
    browse(world.pau).send(at(circle, "answer"), {"wants": "yes"})
    assert (states(circle, world.pau), circle.taken) == ([IN], 5)


def test_a_no_gives_it_to_the_next(world, queue, worker, mails, browse):
    circle, leaver, gone = queue
    actions.leave(leaver, gone)
    worker.drain()
    browse(world.pau).send(at(circle, "answer"), {"wants": "no"})
    assert (states(circle, world.pau, world.lin), circle.taken) == ([None, OFFERED], 5)
    worker.drain()
    assert len(mails.to("lin@example.org")) == 1


def test_after_seven_days_it_is_the_next_ones_and_an_old_link_takes_nothing(world, queue, worker, mails, browse, clock):
    circle, leaver, gone = queue
    actions.leave(leaver, gone)
    worker.drain()
    (yes, _no) = re.findall(r"http://localhost(/circles/answer/\S+)", text_of(mails.to("pau@example.org")[0]))
    clock.shift(7 * A_DAY - 60)
    worker.job("circles.places")
    assert states(circle, world.pau, world.lin) == [OFFERED, WAITING]
    clock.shift(120)
    worker.job("circles.places")
    worker.job("circles.places")
    assert (states(circle, world.pau, world.lin), circle.taken) == ([None, OFFERED], 5)
    browse().send(yes)
    assert states(circle, world.pau) == [None]


def test_nobody_overtakes_who_waits(world, make, queue):
    circle, leaver, gone = queue
    actions.leave(leaver, gone)
    newcomer = make.person()
    with pytest.raises(Conflict):
        actions.join(newcomer, circle)
    assert circle.taken <= circle.size


def test_the_last_place_may_be_kept_and_waiting_is_taken_back(world, queue, browse):
    circle, _leaver, _gone = queue
    browse(world.pau).send(at(circle, "withdraw"))
    assert states(circle, world.pau, world.lin) == [None, WAITING]


def test_a_place_is_not_kept_for_somebody_the_circle_is_not_there_for(world, make, queue, worker):
    circle, leaver, gone = queue
    make.block(world.ana, world.pau)
    actions.leave(leaver, gone)
    worker.drain()
    assert states(circle, world.pau, world.lin) == [WAITING, OFFERED]


def test_whoever_leaves_the_community_holds_no_place(world, queue, worker):
    circle, leaver, gone = queue
    actions.leave(leaver, gone)
    worker.drain()
    accounts.suspend(world.cora, world.pau, reason="Unkind words to three people")
    worker.drain()
    assert (states(circle, world.pau, world.lin), circle.taken) == ([None, OFFERED], 5)


def test_waiting_where_there_is_a_place_keeps_it_at_once(world, make, browse):
    circle = make.circle(world.ana, joining="open").circle
    page = browse(world.lin).send(at(circle, "wait"))
    assert states(circle, world.lin) == [OFFERED]
    assert "A place is kept for you until" in browse(world.lin).follow(page).words


def test_taking_it_back_leads_nowhere_that_is_closed(world, make, browse):
    """Who was invited to a full circle that is not listed does not find it any more once they wait no longer."""
    seat = make.circle(world.ana, is_listed=False, size=4)
    actions.invite(world.ana, seat, world.lin)
    for _ in range(3):
        make.seat(seat.circle, make.person())
    browser = browse(world.lin)
    browser.send(at(seat.circle, "answer"), {"wants": "yes"})
    assert states(seat.circle, world.lin) == [WAITING]
    assert "It is taken back." in browser.follow(browser.send(at(seat.circle, "withdraw"))).words
