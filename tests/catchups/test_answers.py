"""Each proposed time: yes, if need be, or no. What is agreed at once, what goes back to choose from, and what is refused."""

from datetime import timedelta

import pytest

from community.catchups import actions
from community.catchups.forms.answering import name_of
from community.core.errors import Conflict, Invalid
from tests.catchups.conftest import FIRST, LATER, NOW, SECOND

FIRST_FIELD, SECOND_FIELD = name_of(FIRST), name_of(SECOND)


def said(first: str = "", second: str = "") -> dict[str, str]:
    return {FIRST_FIELD: first, SECOND_FIELD: second}


def answers_to(catchup):
    return f"/catchups/{catchup.public_id}/answers"


@pytest.mark.parametrize(
    ("first", "second", "starts_at"),
    [
        ("yes", "yes", FIRST),
        ("if_need_be", "yes", SECOND),
        ("no", "yes", SECOND),
        ("yes", "", FIRST),
        ("", "yes", SECOND),
    ],
)
def test_the_earliest_yes_is_agreed_at_once(first, second, starts_at, world, browse, asked):
    catchup = asked(world.ana, world.mia)
    browser = browse(world.mia)
    page = browser.follow(browser.send(answers_to(catchup), said(first, second)))
    assert "It is agreed." in page.words
    assert (catchup.state, catchup.starts_at, catchup.turn_id) == ("agreed", starts_at, None)


def test_what_is_possible_if_need_be_goes_back_to_choose_from(world, browse, asked):
    catchup = asked(world.ana, world.mia)
    browse(world.mia).send(answers_to(catchup), said("no", "if_need_be"))
    assert (catchup.state, catchup.turn_id, catchup.round) == ("asked", world.ana.id, 1)
    assert [time.answer for time in catchup.times] == ["no", "if_need_be"]
    page = browse(world.ana).page(f"/catchups/{catchup.public_id}")
    assert "Mia Chen 陈 could do these times if need be. Choose one, or propose others." in page.words
    assert "Wednesday 4 November, 10:30 AM (Berlin time)" in page.words
    assert "Tuesday 3 November" not in page.words
    browse(world.ana).send(f"/catchups/{catchup.public_id}/acceptance", {"starts_at": FIRST.isoformat()}, 409)
    browse(world.ana).send(f"/catchups/{catchup.public_id}/acceptance", {"starts_at": SECOND.isoformat()})
    assert (catchup.state, catchup.starts_at) == ("agreed", SECOND)


def test_who_said_if_need_be_sees_what_they_said_and_that_the_other_chooses(world, browse, asked):
    catchup = asked(world.ana, world.mia)
    actions.answer(world.mia, catchup, answers={FIRST: "if_need_be", SECOND: "no"})
    page = browse(world.mia).page(f"/catchups/{catchup.public_id}")
    assert "It is for Ana Ruiz Gómez to choose" in page.words
    assert "What you could make possible" in page.words
    assert "Wednesday 4 November" not in page.words
    with pytest.raises(Conflict):
        actions.answer(world.mia, catchup, answers={FIRST: "yes"})


def test_instead_of_choosing_one_may_propose_others(world, browse, asked):
    catchup = asked(world.ana, world.mia)
    actions.answer(world.mia, catchup, answers={FIRST: "if_need_be", SECOND: "no"})
    actions.propose(world.ana, catchup, times=[LATER])
    assert (catchup.turn_id, catchup.if_need_be, catchup.round) == (world.mia.id, False, 2)
    actions.answer(world.mia, catchup, answers={LATER: "yes"})
    assert catchup.starts_at == LATER


def test_when_nothing_suits_kind_words_say_what_to_do_and_nothing_changes(world, browse, asked):
    catchup = asked(world.ana, world.mia)
    page = browse(world.mia).send(answers_to(catchup), said("no", "no"), 422)
    assert "It is good to know that these do not fit. Propose other times, or say “not now”." in page.words
    assert (
        len([box for box in page.find_all("input") if box.get("value") == "no" and box.get("checked") is not None]) == 2
    )
    assert (catchup.state, catchup.turn_id) == ("asked", world.mia.id)


def test_when_nothing_suits_the_asker_is_told_of_the_button_that_is_theirs(world, browse, asked):
    catchup = asked(world.ana, world.mia)
    actions.propose(world.mia, catchup, times=[LATER])
    page = browse(world.ana).send(answers_to(catchup), {name_of(LATER): "no"}, 422)
    assert "Propose other times, or take your request back." in page.words
    assert "Take my request back" in page.words and "not now" not in page.words


@pytest.mark.parametrize(
    "typed", [said(), said("if_need_be"), {}, said("perhaps", "no"), {"starts_at": FIRST.isoformat()}]
)
def test_without_a_yes_every_time_wants_an_answer(typed, world, browse, asked):
    catchup = asked(world.ana, world.mia)
    page = browse(world.mia).send(answers_to(catchup), typed, 422)
    assert "There is something to correct" in page.words
    assert [time.answer for time in catchup.times] == [None, None]
    with pytest.raises(Invalid):
        actions.answer(world.mia, catchup, answers={FIRST: "if_need_be"})
    with pytest.raises(Invalid):
        actions.answer(world.mia, catchup, answers={FIRST: "perhaps", SECOND: "no"})


def test_each_time_is_a_group_of_three_radio_buttons_on_both_clocks(world, browse, asked):
    page = browse(world.ana).page(f"/catchups/{asked(world.mia, world.ana).public_id}")
    for legend, theirs in (
        ("Tuesday 3 November, 4:00 PM (Berlin time)", "10:00 AM for Mia Chen 陈 (New York time)"),
        ("Wednesday 4 November, 10:30 AM (Berlin time)", "4:30 AM for Mia Chen 陈 (New York time)"),
    ):
        (group,) = [
            group
            for group in page.find_all("fieldset")
            if legend in " ".join("".join(group.itertext()).split()).replace("\u202f", " ")
        ]
        assert theirs in "".join(group.itertext()).replace("\u202f", " ")
        values = [box.get("value") for box in group.iter() if box.get("type") == "radio"]
        assert values == ["yes", "if_need_be", "no"]


def test_a_single_time_needs_one_button(world, browse, asked):
    catchup = asked(world.ana, world.mia, times=[FIRST])
    page = browse(world.mia).page(f"/catchups/{catchup.public_id}")
    assert {"yes", "if_need_be"} <= {button.get("value") for button in page.find_all("button")}
    assert not [box for box in page.find_all("input") if box.get("type") == "radio" and box.get("name") == FIRST_FIELD]
    browse(world.mia).send(answers_to(catchup), {FIRST_FIELD: "if_need_be"})
    assert (catchup.state, catchup.turn_id) == ("asked", world.ana.id)


def test_an_answer_never_counts_for_times_that_were_proposed_meanwhile(world, browse, asked):
    catchup = asked(world.ana, world.mia)
    actions.propose(world.mia, catchup, times=[LATER])
    actions.propose(world.ana, catchup, times=[LATER + timedelta(days=1), SECOND])
    browse(world.mia).send(answers_to(catchup), {FIRST_FIELD: "yes"}, 422)
    assert catchup.state == "asked"
    with pytest.raises(Conflict):
        actions.answer(world.mia, catchup, answers={FIRST: "yes"})


def test_a_time_that_has_passed_is_not_asked_about_any_more(world, browse, asked, clock):
    catchup = asked(world.ana, world.mia)
    clock.move_to(FIRST)
    with pytest.raises(Conflict):
        actions.answer(world.mia, catchup, answers={FIRST: "yes"})
    actions.answer(world.mia, catchup, answers={SECOND: "if_need_be"})
    clock.move_to(SECOND)
    page = browse(world.ana).page(f"/catchups/{catchup.public_id}")
    assert "Propose times" in page.words


def test_the_two_have_two_weeks_again_after_if_need_be_and_the_one_to_choose_is_reminded(
    world, worker, mails, asked, clock
):
    catchup = asked(world.ana, world.mia, times=[FIRST + timedelta(days=60)])
    clock.shift(10 * 24 * 3600)
    actions.answer(world.mia, catchup, answers={FIRST + timedelta(days=60): "if_need_be"})
    worker.drain()
    assert [mail["subject"] for mail in mails.to("ana@example.org")] == ["Mia Chen 陈 could do it if need be"]
    assert [mail["subject"] for mail in mails.to("mia@example.org")] == [], (
        "she has answered before the mail was written"
    )
    mails.empty()
    clock.shift(8 * 24 * 3600)
    worker.job("catchups.remind_to_answer")
    worker.drain()
    assert [mail["subject"] for mail in mails.to("ana@example.org")] == ["Mia Chen 陈 would be glad of an answer"]
    clock.shift(7 * 24 * 3600)
    worker.job("catchups.lapse")
    worker.drain()
    assert catchup.state == "lapsed"
    assert [mail["subject"] for mail in mails.to("mia@example.org")] == ["No answer yet: Coffee with Ana Ruiz Gómez"]


# --- moving what is agreed ------------------------------------------------------------------------------------


@pytest.fixture
def moving(world, agreed):
    """Agreed at FIRST; ana would rather meet at SECOND or LATER."""
    catchup = agreed(world.ana, world.mia)
    actions.propose(world.ana, catchup, times=[SECOND, LATER])
    return catchup


def test_a_move_is_answered_time_by_time_and_the_agreed_time_stands_meanwhile(world, browse, moving):
    browse(world.mia).send(answers_to(moving), {SECOND_FIELD: "no", name_of(LATER): "if_need_be"})
    assert (moving.state, moving.starts_at, moving.turn_id) == ("agreed", FIRST, world.ana.id)
    page = browse(world.ana).page(f"/catchups/{moving.public_id}")
    assert "could do these times if need be" in page.words
    assert "Until then the agreed time stands" in page.words
    assert "Keep the agreed time" in page.words
    actions.accept(world.ana, moving, starts_at=LATER)
    assert (moving.state, moving.starts_at, moving.sequence) == ("agreed", LATER, 1)


@pytest.mark.parametrize("who", ["ana", "mia"])
def test_after_if_need_be_either_may_keep_the_time(who, world, browse, worker, mails, moving):
    actions.answer(world.mia, moving, answers={SECOND: "no", LATER: "if_need_be"})
    worker.drain()
    mails.empty()
    browse(getattr(world, who)).send(f"/catchups/{moving.public_id}/refusal")
    worker.drain()
    assert (moving.state, moving.starts_at, moving.turn_id) == ("agreed", FIRST, None)
    other = world.mia if who == "ana" else world.ana
    assert [mail["To"].rpartition(" ")[2].strip("<>") for mail in mails] == [other.email]


def test_nothing_suits_for_a_move_leaves_the_time(world, browse, moving):
    page = browse(world.mia).send(answers_to(moving), {SECOND_FIELD: "no", name_of(LATER): "no"}, 422)
    assert "Propose other times, or keep the agreed one." in page.words
    assert (moving.starts_at, moving.turn_id) == (FIRST, world.mia.id)


def test_the_one_who_answered_if_need_be_does_not_wait_for_themselves(world, browse, moving):
    actions.answer(world.mia, moving, answers={SECOND: "no", LATER: "if_need_be"})
    assert "Waiting for you" not in browse(world.mia).page("/catchups").words
    assert "Waiting for you" in browse(world.ana).page("/catchups").words


# --- kind "messages" ------------------------------------------------------------------------------------------


def test_an_exchange_of_messages_is_asked_for_without_times(world, browse, db):
    from tests.catchups.test_asking import newest, path_to

    wishes = {"kind": "messages", "mode": "remote", "minutes": "30", "who_proposes": "me", "words": "Hello"}
    browse(world.ana).send(path_to(world.mia), wishes)
    assert (newest(db).kind, newest(db).times) == ("messages", [])
    again = actions.ask(
        world.ana, world.pau, kind="messages", mode="remote", minutes=15, times=[NOW + timedelta(days=1)]
    )
    assert again.times == []
