"""Agreed: moving, place, cancelling; afterwards "did you meet?", on the page and from the mail."""

import re
from datetime import timedelta

import pytest

from community.catchups import actions
from community.catchups.links import token_for
from community.core import tokens
from community.core.errors import Conflict
from community.events import CatchUpHappened
from tests.catchups.conftest import FIRST, LATER
from tests.postbox import text_of


def test_while_it_is_being_moved_the_agreed_time_stands(world, browse, agreed):
    catchup = agreed(world.ana, world.mia)
    browse(world.ana).send(
        f"/catchups/{catchup.public_id}/proposal", {"times-0-day": "2026-11-10", "times-0-at": "16:00"}
    )
    assert (catchup.state, catchup.starts_at) == ("agreed", FIRST)
    page = browse(world.mia).page(f"/catchups/{catchup.public_id}")
    assert "Until you answer, the agreed time stands" in page.words
    assert "Tuesday 10 November, 10:00 AM (New York time)" in page.words
    browse(world.mia).send(f"/catchups/{catchup.public_id}/acceptance", {"starts_at": LATER.isoformat()})
    assert (catchup.state, catchup.starts_at, catchup.sequence) == ("agreed", LATER, 1)


def test_one_s_own_proposal_to_move_can_be_taken_back(world, browse, agreed):
    catchup = agreed(world.ana, world.mia)
    actions.propose(world.ana, catchup, times=[LATER])
    browse(world.ana).send(f"/catchups/{catchup.public_id}/withdrawal")
    assert (catchup.state, catchup.turn_id, catchup.sequence) == ("agreed", None, 0)
    with pytest.raises(Conflict):
        actions.accept(world.mia, catchup, starts_at=LATER)


def test_a_move_can_be_answered_with_yet_another_time(world, agreed):
    catchup = agreed(world.ana, world.mia)
    actions.propose(world.ana, catchup, times=[LATER])
    actions.propose(world.mia, catchup, times=[LATER + timedelta(days=1)])
    actions.accept(world.ana, catchup, starts_at=LATER + timedelta(days=1))
    assert catchup.starts_at == LATER + timedelta(days=1)


@pytest.mark.parametrize("answer", [actions.say_not_now, actions.cancel])
def test_once_the_agreed_time_has_come_it_cannot_be_moved(answer, world, agreed, clock):
    catchup = agreed(world.ana, world.mia)
    actions.propose(world.ana, catchup, times=[LATER])
    clock.move_to(FIRST + timedelta(minutes=31))
    with pytest.raises(Conflict):
        actions.accept(world.mia, catchup, starts_at=LATER)
    with pytest.raises(Conflict):
        answer(world.mia, catchup)


def test_it_can_be_cancelled_until_its_end_and_is_asked_about_after_it(world, agreed, browse, clock):
    catchup = agreed(world.ana, world.mia)
    clock.move_to(FIRST + timedelta(minutes=29))
    assert "Cancel this catch-up" in browse(world.ana).page(f"/catchups/{catchup.public_id}").words
    clock.move_to(FIRST + timedelta(minutes=30))
    page = browse(world.ana).page(f"/catchups/{catchup.public_id}")
    assert "Cancel this catch-up" not in page.words
    assert "Did you meet?" in page.words


def test_cancelling_is_asked_about_first_and_opening_the_question_changes_nothing(world, browse, agreed):
    catchup = agreed(world.ana, world.mia)
    page = browse(world.mia).page(f"/catchups/{catchup.public_id}/cancellation")
    assert "You need not give a reason" in page.words
    assert ("post", f"/catchups/{catchup.public_id}/cancellation") in page.forms
    assert catchup.state == "agreed"


def test_the_place_can_be_said_later_and_only_the_two_see_it(world, browse, agreed):
    catchup = agreed(world.ana, world.mia)
    browse(world.mia).send(f"/catchups/{catchup.public_id}/place", {"place": "https://meet.example/room <b>"})
    assert catchup.place == "https://meet.example/room <b>"
    page = browse(world.ana).page(f"/catchups/{catchup.public_id}")
    assert "https://meet.example/room" in page.links
    browse(world.mia).send(f"/catchups/{catchup.public_id}/place", {"place": "z" * 301}, 422)


def test_accepting_can_say_where(world, browse, asked):
    catchup = asked(world.ana, world.mia)
    browse(world.mia).send(
        f"/catchups/{catchup.public_id}/acceptance", {"starts_at": FIRST.isoformat(), "place": "Café Sol"}
    )
    assert (catchup.state, catchup.place) == ("agreed", "Café Sol")


@pytest.mark.parametrize("sent", ["", "soon", "2026-11-03T15:00:00", "2026-11-03T15:01:00+00:00"])
def test_a_time_that_was_not_offered_is_refused(sent, world, browse, asked):
    catchup = asked(world.ana, world.mia)
    status = browse(world.mia).post(f"/catchups/{catchup.public_id}/acceptance", data={"starts_at": sent}).status_code
    assert status == (409 if "+" in sent else 422)
    assert catchup.state == "asked"


# --- did you meet? --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ([("ana", True)], "happened"),
        ([("mia", True)], "happened"),
        ([("ana", False)], "agreed"),
        ([("ana", False), ("mia", False)], "missed"),
        ([("ana", False), ("mia", True)], "happened"),
        ([("ana", True), ("mia", False)], "happened"),
        ([("ana", False), ("mia", False), ("mia", True)], "happened"),
        ([("ana", False), ("ana", False)], "agreed"),
        ([("ana", True), ("ana", False)], "happened"),
    ],
)
def test_one_yes_is_enough_and_two_noes_are_needed(said, state, world, over, monkeypatch):
    told = []
    monkeypatch.setattr("community.catchups.actions.meeting.publish", told.append)
    catchup = over(world.ana, world.mia)
    for key, met in said:
        actions.tell(getattr(world, key), catchup, met=met)
    assert catchup.state == state
    once = [CatchUpHappened(catchup.id, (world.ana.id, world.mia.id), FIRST.date(), revision=1)]
    assert told == (once if state == "happened" else [])


def test_it_counts_for_the_day_on_the_clock_it_was_meant_by(world, over, monkeypatch):
    told = []
    monkeypatch.setattr("community.catchups.actions.meeting.publish", told.append)
    world.ana.time_zone = "Pacific/Auckland"
    actions.tell(world.mia, over(world.ana, world.mia), met=True)
    assert [event.on for event in told] == [FIRST.date() + timedelta(days=1)]


def test_before_it_is_over_nobody_can_say(world, agreed):
    catchup = agreed(world.ana, world.mia)
    with pytest.raises(Conflict):
        actions.tell(world.ana, catchup, met=True)


def test_the_link_in_the_mail_opens_a_page_with_one_button_that_works_signed_out(world, browse, worker, mails, over):
    from community.catchups import jobs

    catchup = over(world.ana, world.mia)
    jobs.ask_whether_met()
    worker.drain()
    (question,) = [mail for mail in mails.to("mia@example.org") if mail["subject"] == "Did you meet Ana Ruiz Gómez?"]
    yes, no = re.findall(r"http://localhost(/catchups/met/\S+)", text_of(question))
    visitor = browse()
    for link, words in ((yes, "Yes, we met"), (no, "No, it did not happen")):
        page = visitor.page(link)
        assert [button for button in page.find_all("button") if words in "".join(button.itertext())]
        assert len([form for form in page.forms if form[1] != "/theme"]) == 1
    assert (catchup.state, len(catchup.answers)) == ("agreed", 0), "opening changes nothing"
    thanks = visitor.follow(visitor.send(yes))
    assert "How good that you met" in thanks.words
    assert catchup.state == "happened"
    visitor.send(yes)
    visitor.send(no)
    assert catchup.state == "happened"


def test_the_page_of_the_link_speaks_in_the_zone_of_its_reader(world, browse, over):
    catchup = over(world.ana, world.mia)
    page = browse().page(f"/catchups/met/{token_for(world.mia, catchup, met=True)}")
    assert "10:00 AM (New York time)" in page.words


def test_a_link_dies_with_its_time_a_block_or_a_change_of_one_letter(world, browse, make, over, clock):
    catchup = over(world.ana, world.mia)
    token = token_for(world.mia, catchup, met=True)
    browse().page(f"/catchups/met/{token[:-1]}", 404)
    browse().page(f"/catchups/met/{tokens.sign('other', [catchup.id, world.mia.id, True])}", 404)
    browse().page(f"/catchups/met/{token_for(world.lin, catchup, met=True)}", 404)
    clock.shift(61 * 24 * 3600)
    browse().page(f"/catchups/met/{token}", 404)
    clock.shift(-61 * 24 * 3600)
    make.block(world.ana, world.mia)
    browse().page(f"/catchups/met/{token}", 404)
    browse().send(f"/catchups/met/{token}", status=404)
    assert catchup.state == "agreed"


def test_the_form_of_the_link_is_protected_against_forgery(world, browse, over):
    catchup = over(world.ana, world.mia)
    token = token_for(world.mia, catchup, met=True)
    assert browse().post(f"/catchups/met/{token}", csrf=False).status_code == 400


# --- leaving and blocks ---------------------------------------------------------------------------------------


def test_a_block_ends_what_is_open_quietly(world, worker, mails, make, asked, agreed, db):
    from community.core.outbox import publish
    from community.events import PersonBlocked

    open_one, ahead = asked(world.ana, world.mia), agreed(world.ana, world.pau)
    worker.drain()
    mails.empty()
    for other in (world.mia, world.pau):
        make.block(other, world.ana)
        publish(PersonBlocked(other.id, world.ana.id))
    worker.drain()
    db.refresh(open_one), db.refresh(ahead)
    assert (open_one.state, ahead.state) == ("lapsed", "cancelled")
    assert len(mails) == 0


def test_a_request_that_a_block_ended_says_nothing_untrue_once_the_block_is_gone(world, browse, worker, asked, db):
    from community.accounts.actions import block, unblock

    catchup = asked(world.ana, world.mia)
    for change in (block, unblock):
        change(world.mia, world.ana)
        worker.drain()
    page = browse(world.ana).page(f"/catchups/{catchup.public_id}")
    assert "the request rests" in page.words and "two weeks" not in page.words


@pytest.mark.parametrize("event", ["PersonLeft", "PersonSuspended"])
def test_who_expects_to_meet_somebody_who_is_gone_is_told(event, world, worker, mails, asked, agreed, db):
    from community import events
    from community.core.outbox import publish

    open_one, ahead = asked(world.ana, world.mia), agreed(world.mia, world.pau)
    worker.drain()
    mails.empty()
    world.mia.standing = "left" if event == "PersonLeft" else "suspended"
    publish(getattr(events, event)(world.mia.id))
    worker.drain()
    db.refresh(open_one), db.refresh(ahead)
    assert (open_one.state, ahead.state) == ("lapsed", "cancelled")
    assert [message["subject"] for message in mails if "suspended" not in message["subject"]] == [
        "Cancelled: Coffee with Mia Chen 陈"
    ]
    assert mails.to("pau@example.org")
