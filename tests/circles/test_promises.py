"""Promises to a circle: made, kept, given another day in time, and never held against anybody."""

from datetime import UTC, datetime, timedelta

import pytest

from community.circles import actions, queries
from community.circles.models import ENDED, KEPT, LAPSED, MOST_OPEN_PROMISES, OPEN
from community.core import clock
from tests.budgets.test_queries import BUDGET, queries_of
from tests.circles.making import NOON, promise
from tests.postbox import text_of

pytestmark = pytest.mark.usefixtures("hour")
WORDS = "I will call my old mentor."


@pytest.fixture
def address(circle):
    return f"/circles/{circle.public_id}/promises"


def reminders(mails):
    return [mail for mail in mails if "promised" in mail["Subject"]]


def test_a_member_promises_something_and_the_others_read_it(world, browse, address):
    browse(world.ana).send(address, {"words": WORDS, "due_on": "2026-05-20"})
    page = browse(world.mia).page(address)
    assert WORDS in page.words and "Ana Ruiz" in page.words and "20 May 2026" in page.words


def test_it_is_said_above_the_field_who_reads_it(world, browse, address):
    assert "The members of this circle read it" in browse(world.ana).page(address).words


def test_nobody_else_reads_it(world, make, browse, circle, address):
    made = promise(world.ana, circle)
    make.seat(circle, world.lin, signed=False)
    for person in (world.bea, world.cora, world.mod):
        browse(person).page(address, status=404)
    browse(world.lin).page(address, status=403)
    browse(world.lin).send(f"/circles/promises/{made.public_id}/kept", status=404)


def test_newcomers_read_what_was_promised_since_they_came(world, make, browse, circle, address, hour):
    promise(world.ana, circle, "Before she came.")
    hour.shift(timedelta(hours=1))
    make.seat(circle, world.lin)
    hour.shift(timedelta(hours=1))
    promise(world.ana, circle, "After she came.")
    words = browse(world.lin).page(address).words
    assert "After she came." in words and "Before she came." not in words


def test_between_two_whom_a_block_parts_there_are_no_promises(world, make, browse, circle, address):
    made = promise(world.mia, circle)
    make.block(world.pau, world.mia)
    assert WORDS not in browse(world.pau).page(address).words
    assert WORDS in browse(world.ana).page(address).words
    promise(world.pau, circle, "From the one who blocks.")
    assert "From the one who blocks." not in browse(world.mia).page(address).words
    assert queries.promise(world.pau, made.public_id) is None


def test_who_left_the_community_stays_without_a_name(world, db, browse, circle, address):
    promise(world.mia, circle)
    world.mia.standing = "left"
    db.flush()
    words = browse(world.ana).page(address).words
    assert WORDS in words and "A former member" in words and "Mia" not in words


def test_only_the_maker_does_something_with_it(world, browse, circle, address):
    made = promise(world.ana, circle)
    for step in ("kept", "day", "removal"):
        browse(world.mia).send(f"/circles/promises/{made.public_id}/{step}", {"due_on": "2026-06-01"}, status=403)
    assert f"/circles/promises/{made.public_id}" not in browse(world.mia).page(address).text


def test_done_is_said_with_one_click(world, browse, circle, address):
    made = promise(world.ana, circle)
    browse(world.ana).send(f"/circles/promises/{made.public_id}/kept")
    assert "kept" in browse(world.mia).page(address).words
    assert queries.promise_by_id(made.id).state == KEPT


def test_another_day_in_time_is_as_good_as_kept(world, browse, circle, address):
    made = promise(world.ana, circle)
    browse(world.ana).page(f"/circles/promises/{made.public_id}/day")
    browse(world.ana).send(f"/circles/promises/{made.public_id}/day", {"due_on": "2026-06-01"})
    words = browse(world.mia).page(address).words
    assert "1 June 2026" in words and "another day was found in time" in words
    assert queries.promise_by_id(made.id).state == OPEN


def test_when_the_day_is_past_there_is_no_other_day_but_it_can_be_done_after_all(world, browse, circle, address, hour):
    made = promise(world.ana, circle, due_on=NOON.date())
    hour.shift(timedelta(days=1))
    assert "Another day" not in browse(world.ana).page(address).words
    browse(world.ana).page(f"/circles/promises/{made.public_id}/day", status=409)
    browse(world.ana).send(f"/circles/promises/{made.public_id}/day", {"due_on": "2026-06-01"}, status=409)
    hour.shift(timedelta(days=1))
    actions.let_promises_rest(clock.now())
    assert "Done after all" in browse(world.ana).page(address).words
    browse(world.ana).send(f"/circles/promises/{made.public_id}/kept")
    assert queries.promise_by_id(made.id).state == KEPT


def test_an_open_one_can_be_taken_back_and_is_gone(world, browse, circle, address):
    made = promise(world.ana, circle)
    browse(world.ana).page(f"/circles/promises/{made.public_id}/removal")
    browse(world.ana).send(f"/circles/promises/{made.public_id}/removal")
    assert WORDS not in browse(world.ana).page(address).words


@pytest.mark.parametrize("day", ["", "nonsense", "2026-05-03", "2028-01-01"])
def test_a_day_that_cannot_be_is_said_at_the_field(world, browse, address, day):
    page = browse(world.ana).send(address, {"words": WORDS, "due_on": day}, status=422)
    assert WORDS in page.words


def test_nobody_piles_up_promises(world, browse, circle, address):
    for _number in range(MOST_OPEN_PROMISES):
        promise(world.ana, circle)
    browse(world.ana).send(address, {"words": WORDS, "due_on": "2026-05-20"}, status=409)
    browse(world.mia).send(address, {"words": WORDS, "due_on": "2026-05-20"})


def test_the_maker_alone_is_reminded_the_day_before_on_their_own_morning(world, circle, worker, mails, hour):
    promise(world.mia, circle, due_on=datetime(2026, 5, 8, tzinfo=UTC).date())  # in New York
    for moment, sent in ((datetime(2026, 5, 7, 11), 0), (datetime(2026, 5, 7, 13), 1), (datetime(2026, 5, 8, 13), 1)):
        hour.move_to(moment.replace(tzinfo=UTC))
        worker.job("circles.promises")
        worker.drain()
        assert len(reminders(mails)) == sent
    (mail,) = mails.to("mia@example.org")
    said = mail["Subject"] + text_of(mail)
    assert "your circle" in said and "8 May 2026" in said
    assert WORDS not in said and circle.name not in said


def test_nobody_is_reminded_of_what_is_done_moved_or_no_longer_theirs(world, make, circle, worker, mails, hour):
    done, moved = promise(world.ana, circle), promise(world.mia, circle)
    promise(world.pau, circle)
    hour.shift(timedelta(days=6))
    worker.job("circles.promises")  # posts three mails …
    actions.keep_promise(world.ana, done)
    actions.move_promise(world.mia, moved, due_on=clock.today() + timedelta(days=9))
    actions.leave(world.pau, queries.seat(world.pau, circle.public_id))
    worker.drain()  # … of which none is wanted any more
    assert not reminders(mails)


def test_a_promise_lapses_when_its_day_is_over_everywhere(world, circle, worker, hour):
    made = promise(world.ana, circle, due_on=NOON.date())
    for moment, state in ((datetime(2026, 5, 5, 11), OPEN), (datetime(2026, 5, 5, 12, 30), LAPSED)):
        hour.move_to(moment.replace(tzinfo=UTC))
        worker.job("circles.promises")
        assert queries.promise_by_id(made.id).state == state


def test_in_a_circle_that_has_ended_promises_stay_as_they_are(world, db, browse, circle, address, worker, hour):
    made = promise(world.ana, circle, due_on=NOON.date())
    circle.state, circle.ended_at = ENDED, clock.now()
    db.flush()
    hour.shift(timedelta(days=3))
    worker.job("circles.promises")
    assert queries.promise_by_id(made.id).state == OPEN
    page = browse(world.ana).page(address)
    assert WORDS in page.words and "Done" not in page.words
    browse(world.ana).send(f"/circles/promises/{made.public_id}/kept", status=403)
    browse(world.ana).send(address, {"words": WORDS, "due_on": "2026-05-20"}, status=403)


def test_the_page_costs_the_same_with_three_and_with_thirty(world, make, browse, circle, address):
    def fill(how_many):
        for _number in range(how_many):
            person = make.person()
            make.seat(circle, person)
            actions.keep_promise(person, promise(person, circle))
            promise(person, circle)

    circle.size = 20
    fill(3)
    browser = browse(world.ana, checks=False)
    few = queries_of(browser, address)
    fill(12)
    many = queries_of(browser, address)
    assert len(many) == len(few) <= BUDGET, "\n\n".join(many)
