"""A circle ends well: the closing round, the archive, and what nobody learns of it."""

from datetime import UTC, datetime, timedelta

import pytest

from community.circles import actions, queries
from community.circles.actions.ending import end
from community.circles.actions.steps import seat_for
from community.circles.models import ASKED, CLOSING, ENDED, INVITED, OFFERED, WAITING
from community.core import clock
from tests.circles.making import NOON, closing, closing_words, poll, post, promise, seat_of
from tests.postbox import text_of

pytestmark = pytest.mark.usefixtures("hour")


@pytest.fixture
def address(circle):
    return f"/circles/{circle.public_id}/closing"


def test_who_holds_the_circle_together_begins_the_closing_round(world, browse, circle, address):
    browse(world.ana).page(address)
    browse(world.ana).send(address, {"until": "2026-05-18"})
    assert circle.state == CLOSING and circle.closing_at == NOON
    words = browse(world.mia).page(address).words
    assert "18 May 2026" in words and "What I took with me" in words


def test_the_others_read_how_it_would_end_and_begin_nothing(world, browse, circle, address):
    assert "Whoever holds the circle together can begin it" in browse(world.mia).page(address).words
    browse(world.mia).send(address, {"until": "2026-05-18"}, status=403)
    browse(world.cora).send(address, {"until": "2026-05-18"}, status=404)


@pytest.mark.parametrize("day", ["", "2026-05-05", "2026-05-03", "2027-05-05", "soon"])
def test_it_takes_some_days_and_not_for_ever(world, browse, circle, address, day):
    browse(world.ana).send(address, {"until": day}, status=422)
    assert circle.is_running


def test_everybody_but_who_began_it_gets_a_mail_without_a_word_of_it(world, circle, worker, mails):
    closing(world.ana, circle)
    worker.drain()
    assert not mails.to("ana@example.org")
    (mail,) = [mail for mail in mails.to("mia@example.org") if "closing round" in mail["Subject"]]
    assert circle.name not in mail["Subject"] + text_of(mail)


def test_who_has_left_or_written_gets_no_mail_of_it(world, circle, worker, mails):
    closing(world.ana, circle)
    closing_words(world.mia, circle)
    actions.leave(world.pau, seat_of(world.pau, circle))
    worker.drain()
    assert not [mail for mail in mails if "closing round" in mail["Subject"]]


def test_before_ones_own_words_those_of_others_are_not_there(world, browse, circle, address):
    closing(world.ana, circle)
    closing_words(world.mia, circle, "cormorant")
    assert "cormorant" not in browse(world.ana).page(address).text
    browse(world.ana).send(f"{address}/words", {"took": "turnstone"})
    text = browse(world.ana).page(address).text
    assert "cormorant" in text and "turnstone" in text
    assert "turnstone" in browse(world.mia).page(address).text
    assert "turnstone" not in browse(world.pau).page(address).text


def test_one_of_the_three_is_enough_but_nothing_is_not(world, browse, circle, address):
    closing(world.ana, circle)
    browse(world.ana).send(f"{address}/words", {"keep": "  ", "took": ""}, status=422)
    assert queries.own_closing_words(circle.id, world.ana.id) is None
    browse(world.ana).send(f"{address}/words", {"let_go": "The hurry."})


def test_ones_words_can_be_changed_while_the_round_goes_on(world, browse, circle, address):
    closing(world.ana, circle)
    browse(world.ana).send(f"{address}/words", {"keep": "First words."})
    assert "First words." in browse(world.ana).page(f"{address}/words").text
    browse(world.ana).send(f"{address}/words", {"keep": "Second words."})
    text = browse(world.ana).page(address).text
    assert "Second words." in text and "First words." not in text


def test_between_two_whom_a_block_parts_there_are_no_closing_words(world, make, browse, circle, address):
    closing(world.ana, circle)
    closing_words(world.mia, circle, "cormorant")
    closing_words(world.pau, circle, "turnstone")
    make.block(world.mia, world.pau)
    assert "cormorant" not in browse(world.pau).page(address).text
    assert "turnstone" not in browse(world.mia).page(address).text


def test_when_everybody_has_written_the_circle_ends(world, db, make, circle, worker, mails, browse, address):
    make.seat(circle, world.lin, signed=False)  # who has not signed cannot write, and keeps nobody waiting
    closing(world.ana, circle)
    closing_words(world.ana, circle)
    closing_words(world.mia, circle)
    assert circle.state == CLOSING
    pau = browse(world.pau)
    page = pau.send(f"{address}/words", {"keep": "The kindness."})
    assert circle.state == ENDED and circle.ended_at == NOON
    assert "come to its end" in pau.follow(page).words
    worker.drain()
    assert {mail["To"].split("<")[-1] for mail in mails if mail["Subject"].startswith("The end of")} == {
        "ana@example.org>",
        "mia@example.org>",
        "pau@example.org>",
    }


def test_who_takes_no_part_in_the_community_keeps_nobody_waiting(world, db, circle):
    world.mia.standing = "suspended"
    closing(world.ana, circle)
    closing_words(world.ana, circle)
    closing_words(world.pau, circle)
    assert circle.state == ENDED


def test_it_ends_by_itself_when_its_last_day_is_over_everywhere(world, circle, worker, hour):
    closing(world.ana, circle)
    for moment, state in ((datetime(2026, 5, 19, 11), CLOSING), (datetime(2026, 5, 19, 12, 30), ENDED)):
        hour.move_to(moment.replace(tzinfo=UTC))
        worker.job("circles.end")
        assert queries.by_id(circle.id).state == state


def test_it_can_be_called_off_and_what_was_written_is_kept_for_the_real_end(
    world, browse, circle, address, hour, worker
):
    closing(world.ana, circle)
    closing_words(world.mia, circle, "cormorant")
    browse(world.mia).send(f"{address}/removal", status=403)
    browse(world.ana).send(f"{address}/removal")
    assert circle.is_running and circle.closing_at is None
    hour.shift(timedelta(days=20))
    worker.job("circles.end")
    assert queries.by_id(circle.id).is_running
    assert "cormorant" not in browse(world.mia).page(address).text
    closing(world.ana, queries.by_id(circle.id))
    assert "cormorant" in browse(world.mia).page(address).text


def test_what_has_ended_is_read_by_its_members_and_written_by_nobody(world, browse, circle, address):
    said = post(world.mia, circle, "cormorant")
    closing(world.ana, circle)
    closing_words(world.mia, circle, "turnstone")
    end(queries.locked(circle.id))
    assert "cormorant" in browse(world.pau).page(f"/circles/posts/{said.public_id}").text
    assert "turnstone" in browse(world.mia).page(address).text
    assert "turnstone" not in browse(world.pau).page(address).text
    browse(world.pau).send(f"{address}/words", {"keep": "Too late."}, status=403)
    browse(world.ana).send(address, {"until": "2026-05-18"}, status=403)
    browse(world.ana).send(f"{address}/removal", status=403)
    for person in (world.lin, world.cora):
        browse(person).page(address, status=404)


def test_who_was_not_in_it_yet_has_nothing_to_do_with_it_any_more(world, db, make, circle):
    asked = poll(world.ana, circle)
    people = [make.person() for _state in range(4)]
    for person, state in zip(people, (ASKED, INVITED, WAITING, OFFERED), strict=True):
        seat_for(circle, person.id, state)
    circle.taken = 4  # one place was kept
    db.flush()
    end(queries.locked(circle.id))
    assert circle.taken == 3
    assert [queries.seat_by_ids(circle.id, person.id) for person in people] == [None] * 4
    assert not queries.fresh_poll(asked.id).is_open


def test_ending_twice_ends_once(world, db, circle, worker, mails, hour):
    end(queries.locked(circle.id))
    hour.shift(timedelta(hours=1))
    end(queries.locked(circle.id))
    worker.drain()
    assert circle.ended_at == NOON and len(mails.to("mia@example.org")) == 1


def test_the_last_one_out_ends_it(world, make, circle):
    alone = make.circle(world.ana).circle
    actions.leave(world.ana, seat_of(world.ana, alone))
    assert alone.is_ended and alone.ended_at == clock.now()


def test_home_says_what_there_is_to_do_and_no_word_of_it(world, make, browse, circle, hour):
    promise(world.mia, circle, "cormorant", due_on=clock.today("America/New_York") + timedelta(days=3))
    asked = poll(world.ana, circle)
    home = browse(world.mia).page("/")
    assert "Say what suits you" in home.words and "Open the promises" not in home.words
    actions.answer_poll(world.mia, asked, answers={time.starts_at: "no" for time in asked.times})
    closing(world.ana, circle)
    hour.shift(timedelta(days=2))
    home = browse(world.mia).page("/")
    assert "Write your closing words" in home.words and "Open the promises" in home.words
    assert "Say what suits you" not in home.words and "cormorant" not in home.text
    closing_words(world.mia, circle)
    assert "Write your closing words" not in browse(world.mia).page("/").words
    assert "For your circles" not in browse(world.lin).page("/").words


def test_home_says_nothing_of_a_circle_whose_charter_waits_to_be_signed(world, make, browse, circle):
    poll(world.ana, circle)
    closing(world.ana, circle)
    make.seat(circle, world.lin, signed=False)
    assert "For your circles" not in browse(world.lin).page("/").words
