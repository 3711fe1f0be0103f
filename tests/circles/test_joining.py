"""Coming into a circle: joining, asking, the answer; and who cannot."""

import pytest
from sqlalchemy import text

from community.accounts import actions as accounts
from community.circles import actions, queries
from community.circles.models import ASKED, IN, LEFT, NOT_NOW, OFFERED, REMOVED, WAITING
from community.core import clock
from community.core.errors import Conflict
from tests.circles.making import full_circle, place_of
from tests.postbox import text_of

WORDS = "I would like to listen first."


def at(circle, step: str = "") -> str:
    return f"/circles/{circle.public_id}/{step}".rstrip("/")


def request_of(person, circle) -> str:
    return f"/circles/requests/{place_of(person, circle).public_id}/answer"


# --- open -------------------------------------------------------------------------------------------------------


def test_whoever_likes_joins_an_open_circle_and_signs_its_charter_first(world, make, browse, worker, mails):
    circle = make.circle(world.ana, joining="open").circle
    browser = browse(world.lin)
    page = browser.follow(browser.send(at(circle, "join")))
    assert "please read the charter, and sign it" in page.words
    place = place_of(world.lin, circle)
    assert (place.state, place.signed_number, circle.taken) == (IN, 0, 2)
    worker.drain()
    assert [mail["Subject"] for mail in mails.to("ana@example.org")] == [f"Lin Nguyễn is in “{circle.name}” now"]


def test_without_a_charter_the_newcomer_is_told_that_it_is_being_written(world, make, browse):
    circle = make.circle(world.ana, charter=False, joining="open").circle
    browser = browse(world.lin)
    page = browser.follow(browser.send(at(circle, "join")))
    assert "The charter is being written." in page.words


def test_a_full_circle_refuses_new_members_and_offers_to_wait(world, make, browse):
    circle = full_circle(make, world.ana).circle
    browser = browse(world.lin)
    page = browser.page(at(circle))
    assert "Every place is taken or kept" in page.words
    assert at(circle, "wait") in [action for _method, action in page.forms]
    assert at(circle, "join") not in [action for _method, action in page.forms]
    browser.send(at(circle, "join"), status=409)
    assert (place_of(world.lin, circle), circle.taken) == (None, 4)


@pytest.mark.parametrize("joining", ["on_request", "by_invitation"])
def test_nobody_walks_into_a_circle_that_is_not_open(world, make, browse, joining):
    circle = make.circle(world.ana, joining=joining).circle
    assert browse(world.lin).post(at(circle, "join")).status_code in (403, 409)
    assert place_of(world.lin, circle) is None


@pytest.mark.parametrize("state", ["closing", "ended"])
def test_nobody_comes_into_a_circle_that_closes_or_has_ended(world, make, browse, state):
    circle = make.circle(world.ana, joining="open").circle
    circle.state = state
    browse(world.lin).send(at(circle, "join"), status=404)
    with pytest.raises(Conflict):
        actions.join(world.lin, circle)


def test_whoever_was_let_go_comes_back_by_an_invitation_only(world, make, browse):
    seat = make.circle(world.ana, world.lin, joining="open")
    place_of(world.lin, seat.circle).state = REMOVED
    browse(world.lin).send(at(seat.circle, "join"), status=403)
    actions.invite(world.ana, seat, world.lin)
    browse(world.lin).send(at(seat.circle, "answer"), {"wants": "yes"})
    assert place_of(world.lin, seat.circle).is_in


def test_whoever_left_may_join_again_and_reads_from_then_on(world, make, browse):
    seat = make.circle(world.ana, world.lin, joining="open")
    first = place_of(world.lin, seat.circle)
    actions.leave(world.lin, first)
    assert first.state == LEFT
    browse(world.lin).send(at(seat.circle, "join"))
    again = place_of(world.lin, seat.circle)
    assert (again.state, again.signed_number, again.reads_from) == (IN, 0, again.joined_at)


def test_a_block_with_any_member_keeps_the_two_out_of_one_circle(world, make, browse):
    circle = make.circle(world.lin, world.ana, joining="open").circle
    browse(world.bea).send(at(circle, "join"), status=404)
    with pytest.raises(Conflict):
        actions.join(world.bea, circle)
    assert circle.taken == 2


# --- on request -------------------------------------------------------------------------------------------------


def test_words_reach_the_facilitator_alone_and_a_yes_lets_in_and_forgets_them(world, make, browse, worker, mails):
    circle = make.circle(world.ana, world.mia).circle
    worker.drain()
    mails.empty()
    asker, facilitator = browse(world.lin), browse(world.ana)
    asker.send(at(circle, "ask"), {"words": WORDS})
    worker.drain()
    (mail,) = mails.to("ana@example.org")
    assert mail["Subject"] == f"Lin Nguyễn would like to join “{circle.name}”"
    assert WORDS not in text_of(mail)
    assert WORDS in facilitator.page(at(circle, "people")).words
    assert WORDS not in browse(world.mia).page(at(circle, "people")).words
    facilitator.send(request_of(world.lin, circle), {"wants": "yes"})
    place = place_of(world.lin, circle)
    assert (place.state, place.words, circle.taken) == (IN, None, 3)
    worker.drain()
    assert [one["Subject"] for one in mails.to("lin@example.org")] == [f"You are in “{circle.name}” now"]
    assert len(mails.to("ana@example.org")) == 1, "who said yes need not be told"


def test_a_no_is_kind_and_one_may_ask_again_in_a_month(world, make, browse, worker, mails, clock):
    circle = make.circle(world.ana).circle
    asker, facilitator = browse(world.lin), browse(world.ana)
    asker.send(at(circle, "ask"), {"words": WORDS})
    facilitator.send(request_of(world.lin, circle), {"wants": "no"})
    place = place_of(world.lin, circle)
    assert (place.state, place.words, circle.taken) == (NOT_NOW, None, 1)
    worker.drain()
    (mail,) = mails.to("lin@example.org")
    assert mail["Subject"] == f"There is no place for you in “{circle.name}” at the moment"
    assert "You asked this circle not long ago." in asker.page(at(circle)).words
    asker.send(at(circle, "ask"), {"words": WORDS}, status=409)
    clock.shift(31 * 24 * 3600)
    browse(world.lin).send(at(circle, "ask"), {"words": WORDS})
    assert place_of(world.lin, circle).state == ASKED


def test_with_a_yes_to_a_full_circle_one_waits(world, make, browse, worker, mails):
    circle = full_circle(make, world.ana, joining="on_request").circle
    actions.ask(world.lin, circle, words=WORDS)
    page = browse(world.ana).page(at(circle, "people"))
    assert "with a yes they wait for the next one" in page.words
    browse(world.ana).send(request_of(world.lin, circle), {"wants": "yes"})
    assert (place_of(world.lin, circle).state, circle.taken) == (WAITING, 4)
    worker.drain()
    assert [one["Subject"] for one in mails.to("lin@example.org")] == [
        f"You are on the waiting list of “{circle.name}”"
    ]


def test_nobody_but_the_door_answers_a_request(world, make, browse):
    circle = make.circle(world.ana, world.mia, world.pau).circle
    circle.stand_in_id = world.pau.id
    actions.ask(world.lin, circle, words=WORDS)
    for person in (world.lin, world.mia, world.mod, world.cora):
        browse(person).send(request_of(world.lin, circle), {"wants": "yes"}, status=404)
    browse(world.pau).send(request_of(world.lin, circle), {"wants": "yes"})
    assert place_of(world.lin, circle).is_in


def test_a_request_needs_words_and_not_too_many(world, make, browse):
    circle = make.circle(world.ana).circle
    browser = browse(world.lin)
    assert "Please write a sentence or two" in browser.send(at(circle, "ask"), {"words": " "}, status=422).words
    assert "keep it to 600" in browser.send(at(circle, "ask"), {"words": "x" * 601}, status=422).words
    assert place_of(world.lin, circle) is None


def test_a_request_is_taken_back_without_a_word(world, make, browse, worker, mails):
    circle = make.circle(world.ana).circle
    browser = browse(world.lin)
    browser.send(at(circle, "ask"), {"words": WORDS})
    browser.send(at(circle, "withdraw"))
    assert place_of(world.lin, circle) is None
    worker.drain()
    assert len(mails) == 0, "the mail about it is not wanted any more"


def test_ten_requests_may_be_open_at_once(world, make, browse):
    for _ in range(10):
        actions.ask(world.lin, make.circle(make.person()).circle, words=WORDS)
    circle, full = make.circle(world.ana).circle, full_circle(make, world.mia).circle
    browser = browse(world.lin)
    assert "You wait for an answer of 10 circles already." in browser.page(at(circle)).words
    browser.send(at(circle, "ask"), {"words": WORDS}, status=409)
    browser.send(at(full, "wait"), status=409)
    assert queries.open_requests_of(world.lin.id) == 10


def test_a_facilitator_who_has_not_signed_a_changed_charter_reads_no_requests(world, make, browse):
    seat = make.circle(world.ana, world.pau)
    seat.circle.stand_in_id = world.pau.id
    actions.ask(world.lin, seat.circle, words=WORDS)
    make.charter(place_of(world.pau, seat.circle))
    seat.circle.charter_binds_at = None
    assert WORDS not in browse(world.ana).page(at(seat.circle, "people")).words
    browse(world.ana).send(request_of(world.lin, seat.circle), {"wants": "yes"}, status=404)
    for page in ("edit", "invite"):
        assert browse(world.ana).get(at(seat.circle, page)).status_code == 403
        assert browse(world.pau).get(at(seat.circle, page)).status_code == 200
    assert WORDS in browse(world.pau).page(at(seat.circle, "people")).words


def test_the_words_are_encrypted_where_they_are_kept(db, world, make):
    circle = make.circle(world.ana).circle
    actions.ask(world.lin, circle, words=WORDS)
    db.flush()
    kept = db.scalar(text("SELECT words FROM circle_members WHERE words IS NOT NULL"))
    assert kept and WORDS not in str(kept)


# --- what a block or a farewell ends ----------------------------------------------------------------------------


def test_a_block_ends_what_is_pending_and_nobody_is_told(world, make, worker, mails):
    circle = make.circle(world.ana, world.pau).circle
    worker.drain()
    mails.empty()
    actions.ask(world.lin, circle, words=WORDS)
    accounts.block(world.pau, world.lin)
    worker.drain()
    assert place_of(world.lin, circle) is None
    assert len(mails) == 0


def test_a_request_from_behind_a_block_is_not_at_the_door(world, make, browse):
    circle = make.circle(world.ana, world.pau).circle
    actions.ask(world.lin, circle, words=WORDS)
    make.block(world.pau, world.mia)
    assert WORDS in browse(world.ana).page(at(circle, "people")).words, "a block between others hides nothing"
    make.block(world.lin, world.pau)
    assert WORDS not in browse(world.ana).page(at(circle, "people")).words
    with pytest.raises(Conflict):
        actions.answer_request(world.ana, place_of(world.lin, circle), wants=True)


def test_nobody_keeps_places_in_more_than_ten_circles(world, make):
    """Waiting for a place that is free keeps it for a week."""
    circles = [make.circle(make.person(), joining="open").circle for _ in range(11)]
    for circle in circles[:10]:
        assert actions.wait(world.lin, circle).state == OFFERED
    with pytest.raises(Conflict):
        actions.wait(world.lin, circles[10])


# --- who is told --------------------------------------------------------------------------------------------------


def test_asking_again_and_again_is_one_mail_a_day(world, make, worker, mails):
    seat = make.circle(world.ana)
    for _ in range(3):
        request = actions.ask(world.lin, seat.circle, words=WORDS)
        worker.drain()
        actions.withdraw(world.lin, request)
    assert len(mails.to(world.ana.email)) == 1


def test_the_stand_in_is_told_of_a_request_that_the_facilitator_cannot_answer_before_they_sign(
    world, make, worker, mails
):
    seat = make.circle(world.ana, world.mia)
    seat.circle.stand_in_id = world.mia.id
    make.charter(queries.seat(world.mia, seat.circle.public_id))
    seat.circle.charter_binds_at = clock.now()
    worker.drain()
    mails.empty()
    actions.ask(world.lin, seat.circle, words=WORDS)
    worker.drain()
    assert [mail["To"].addresses[0].addr_spec for mail in mails] == [world.mia.email]
