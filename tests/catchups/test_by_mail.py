"""Answering from the mail, signed out: one page, one button; opening changes nothing, and nothing is answered late or for others."""

import re

import pytest

from community.catchups import actions
from community.catchups.forms.answering import name_of
from community.catchups.links import ANSWER, MET, NOT_NOW
from tests.browser import Browser
from tests.catchups.conftest import FIRST, LATER, SECOND
from tests.postbox import text_of

A_DAY = 24 * 3600
SECRETS = {"topic": "Quitting my job", "words": "Please tell nobody", "place": "https://meet.example/secret-room"}


def links_in(mail):
    text = text_of(mail)
    return [
        *re.findall(r"http://localhost(/catchups/answer/\S+)", text),
        *re.findall(r"http://localhost(/catchups/not-now/\S+)", text),
    ]


@pytest.fixture
def answer_path(world):
    return lambda catchup, person=None: f"/catchups/answer/{ANSWER.token(person or world.mia, catchup.id)}"


@pytest.fixture
def not_now_path(world):
    return lambda catchup, person=None: f"/catchups/not-now/{NOT_NOW.token(person or world.mia, catchup.id)}"


def buttons_of(page):
    return [form for form in page.forms if form[1] != "/theme"]


def test_a_request_is_accepted_from_the_mail_and_opening_the_links_changes_nothing(world, browse, worker, mails, asked):
    catchup = asked(world.ana, world.mia, **SECRETS)
    worker.drain()
    answer, not_now = links_in(mails[0])
    visitor = browse()
    for link in (answer, not_now, answer):
        page = visitor.page(link)
        assert len(buttons_of(page)) == 1
        for secret in SECRETS.values():
            assert secret not in page.text
    assert "Tuesday 3 November, 10:00 AM (New York time)" in visitor.page(answer).words.replace("\u202f", " ")
    assert (catchup.state, catchup.turn_id) == ("asked", world.mia.id)
    page = visitor.follow(visitor.send(answer, {name_of(FIRST): "no", name_of(SECOND): "yes"}))
    assert "It is agreed." in page.words
    assert (catchup.state, catchup.starts_at) == ("agreed", SECOND)
    assert buttons_of(page) == []
    (when,) = [one for one in page.find_all("p") if one.get("class") == "agreed-when"]
    assert "(New York time)" in "".join(when.itertext())


def test_nothing_suits_is_answered_kindly_on_the_same_page(world, browse, asked, answer_path):
    catchup = asked(world.ana, world.mia)
    page = browse().send(answer_path(catchup), {name_of(FIRST): "no", name_of(SECOND): "no"}, 422)
    assert "It is good to know that these do not fit." in page.words
    assert catchup.state == "asked"


def test_what_is_possible_if_need_be_is_chosen_from_the_mail(world, browse, worker, mails, asked):
    catchup = asked(world.ana, world.mia)
    actions.answer(world.mia, catchup, answers={FIRST: "no", SECOND: "if_need_be"})
    worker.drain()
    (link,) = links_in(mails.to("ana@example.org")[0])
    browse().send(link, {"starts_at": FIRST.isoformat()}, 409)
    browse().send(link, {"starts_at": SECOND.isoformat()})
    assert (catchup.state, catchup.starts_at) == ("agreed", SECOND)


def test_other_times_are_answered_from_the_mail(world, browse, worker, mails, asked):
    catchup = asked(world.ana, world.mia)
    actions.propose(world.mia, catchup, times=[LATER])
    worker.drain()
    (link,) = links_in(mails.to("ana@example.org")[0])
    assert "Yes, this time" in browse().page(link).words
    browse().send(link, {name_of(LATER): "yes"})
    assert catchup.starts_at == LATER


def test_not_now_from_the_mail_with_and_without_a_day(world, browse, asked, not_now_path):
    catchup = asked(world.ana, world.mia)
    browse().send(not_now_path(catchup), {"ask_after": "2020-01-01"}, 422)
    browse().send(not_now_path(catchup), {"ask_after": "2027-05-01"})
    assert (catchup.state, str(catchup.ask_after)) == ("declined", "2027-05-01")
    plain = asked(world.pau, world.mia)
    page = browse()
    page.follow(page.send(not_now_path(plain)))
    assert (plain.state, plain.ask_after) == ("declined", None)


def test_a_request_without_times_is_led_to_its_page(world, browse, worker, mails, asked):
    catchup = asked(world.ana, world.mia, times=[])
    worker.drain()
    assert len(links_in(mails[0])) == 1, "there is no time to say yes to"
    page = browse().page(f"/catchups/answer/{ANSWER.token(world.mia, catchup.id)}")
    assert buttons_of(page) == []
    assert f"/catchups/{catchup.public_id}" in page.links


# --- twice, late, after it ended ------------------------------------------------------------------------------


@pytest.mark.parametrize("meanwhile", ["accepted", "declined", "withdrawn", "lapsed", "proposed"])
def test_late_answers_find_how_it_stands_and_change_nothing(
    meanwhile, world, browse, worker, asked, clock, answer_path, not_now_path
):
    catchup = asked(world.ana, world.mia)
    if meanwhile == "accepted":
        actions.accept(world.mia, catchup, starts_at=FIRST)
    elif meanwhile == "declined":
        actions.say_not_now(world.mia, catchup)
    elif meanwhile == "withdrawn":
        actions.withdraw(world.ana, catchup)
    elif meanwhile == "proposed":
        actions.propose(world.mia, catchup, times=[LATER])
    else:
        clock.shift(14 * A_DAY)
        worker.job("catchups.lapse")
    before = catchup.state, catchup.turn_id, catchup.starts_at, catchup.round
    paths = [answer_path(catchup)] + ([not_now_path(catchup)] if meanwhile != "proposed" else [])
    for path in paths:
        visitor = browse()
        assert buttons_of(visitor.page(path)) == []
        page = visitor.follow(visitor.send(path, {name_of(FIRST): "yes", name_of(SECOND): "yes"}))
        assert "Open the catch-up" in page.words
    assert (catchup.state, catchup.turn_id, catchup.starts_at, catchup.round) == before


def test_the_same_answer_twice_is_one(world, browse, asked, answer_path):
    catchup = asked(world.ana, world.mia)
    for _time in range(2):
        browse().send(answer_path(catchup), {name_of(FIRST): "yes"})
    assert (catchup.state, catchup.sequence) == ("agreed", 0)


@pytest.mark.parametrize("why", ["blocked", "suspended", "left", "a letter", "other purpose", "too old", "stranger"])
@pytest.mark.parametrize("kind", ["answer", "not-now"])
def test_a_link_that_does_not_hold_any_more_leads_to_a_kind_page(kind, why, world, browse, make, asked, clock):
    catchup = asked(world.ana, world.mia)
    own, foreign = (ANSWER, NOT_NOW) if kind == "answer" else (NOT_NOW, ANSWER)
    token = own.token(world.lin if why == "stranger" else world.mia, catchup.id)
    if why == "blocked":
        make.block(world.ana, world.mia)
    elif why in {"suspended", "left"}:
        world.mia.standing = why
    elif why == "a letter":
        # Not the last one: two of its six bits say nothing, so that another letter may be the same signature.
        token = token[:-2] + ("A" if token[-2] != "A" else "B") + token[-1]
    elif why == "other purpose":
        token = foreign.token(world.mia, catchup.id)
        browse().page(f"/catchups/met/{token}", 404)
        browse().page(f"/catchups/{kind}/{MET.token(world.mia, catchup.id, True)}", 404)
    elif why == "too old":
        clock.shift(31 * A_DAY)
    browse().page(f"/catchups/{kind}/{token}", 404)
    browse().send(f"/catchups/{kind}/{token}", {name_of(FIRST): "yes"}, 404)
    assert (catchup.state, catchup.turn_id) == ("asked", world.mia.id)


def test_the_forms_are_protected_against_forgery(world, browse, asked, answer_path, not_now_path):
    catchup = asked(world.ana, world.mia)
    for path in (answer_path(catchup), not_now_path(catchup)):
        assert browse().post(path, data={name_of(FIRST): "yes"}, csrf=False).status_code == 400
    assert catchup.state == "asked"


def test_nobody_tries_answers_by_the_hundred(limited):
    browser = Browser.of(limited, None, checks=False)
    answers = [browser.post("/catchups/answer/nonsense").status_code for _number in range(61)]
    assert answers == [404] * 60 + [429]
    assert browser.get("/catchups/answer/nonsense").status_code == 404
