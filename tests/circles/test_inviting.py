"""Inviting somebody by name; the answer on the site and from the mail; and what an invitation never tells."""

import re

import pytest

from community.circles import actions
from community.circles.links import place_token
from community.circles.models import DECLINED, IN, INVITED, WAITING
from community.core.errors import Conflict
from tests.circles.making import full_circle, place_of
from tests.postbox import text_of


def at(circle, step: str = "") -> str:
    return f"/circles/{circle.public_id}/{step}".rstrip("/")


def links_in(mail) -> list[str]:
    return re.findall(r"http://localhost(/circles/answer/\S+)", text_of(mail))


def buttons_of(page):
    return [form for form in page.forms if form[1] != "/theme"]


def test_the_facilitator_invites_by_name_and_nobody_is_in_before_a_yes(world, make, browse, worker, mails):
    circle = make.circle(world.ana, name="Tides").circle
    browser = browse(world.ana)
    page = browser.page(at(circle, "invite?q=lin"))
    assert "Lin Nguyễn" in page.words
    page = browser.follow(browser.send(at(circle, "invite"), {"person": world.lin.public_id}))
    assert "in as soon as they say yes" in page.words
    assert (place_of(world.lin, circle).state, circle.taken) == (INVITED, 1)
    assert "is in it, invited, or waits" in browser.page(at(circle, "invite?q=lin")).words
    worker.drain()
    (mail,) = mails.to("lin@example.org")
    assert mail["Subject"] == "Ana Ruiz Gómez invites you to the circle “Tides”"


def test_a_circle_that_is_not_listed_is_named_in_no_mail(world, make, worker, mails):
    seat = make.circle(world.ana, name="Tides", purpose="About the divorce", is_listed=False)
    actions.invite(world.ana, seat, world.lin)
    worker.drain()
    (mail,) = mails.to("lin@example.org")
    assert mail["Subject"] == "Ana Ruiz Gómez invites you to a circle"
    assert "Tides" not in mail.as_string() and "divorce" not in mail.as_string()


def test_a_yes_on_the_page_lets_in(world, make, browse):
    seat = make.circle(world.ana, joining="by_invitation")
    actions.invite(world.ana, seat, world.lin)
    browse(world.lin).send(at(seat.circle, "answer"), {"wants": "yes"})
    assert (place_of(world.lin, seat.circle).state, seat.circle.taken) == (IN, 2)


def test_a_no_needs_no_reason_and_the_same_person_is_left_in_peace(world, make, browse, worker, mails, clock):
    seat = make.circle(world.ana, joining="by_invitation")
    actions.invite(world.ana, seat, world.lin)
    worker.drain()
    browse(world.lin).send(at(seat.circle, "answer"), {"wants": "no"})
    assert (place_of(world.lin, seat.circle).state, seat.circle.taken) == (DECLINED, 1)
    worker.drain()
    assert mails.to("ana@example.org") == [], "nobody is written to about a no"
    with pytest.raises(Conflict):
        actions.invite(world.ana, seat, world.lin)
    clock.shift(91 * 24 * 3600)
    assert actions.invite(world.ana, seat, world.lin).state == INVITED


def test_a_yes_to_a_circle_that_filled_meanwhile_waits(world, make):
    seat = make.circle(world.ana, size=4)
    place = actions.invite(world.ana, seat, world.lin)
    for _ in range(3):
        make.seat(seat.circle, make.person())
    assert actions.answer_place(world.lin, place, wants=True).state == WAITING
    assert seat.circle.taken == 4


def test_an_invitation_is_taken_back_and_its_link_does_nothing_any_more(world, make, browse, worker, mails):
    seat = make.circle(world.ana)
    place = actions.invite(world.ana, seat, world.lin)
    worker.drain()
    yes, _no = links_in(mails.to("lin@example.org")[0])
    browse(world.ana).send(f"/circles/invitations/{place.public_id}/withdraw")
    visitor = browse()
    assert buttons_of(visitor.page(yes)) == []
    visitor.send(yes)
    assert place_of(world.lin, seat.circle) is None


def test_inviting_says_the_same_whatever_stands_between_the_invited_and_a_member(world, make, browse, worker, mails):
    seat = make.circle(world.lin, world.ana)
    browser = browse(world.lin)
    said = [
        browser.follow(browser.send(at(seat.circle, "invite"), {"person": person.public_id})).words.replace(
            person.name, ""
        )
        for person in (world.bea, world.pau)
    ]
    assert said[0].split("Type the")[0][:400] == said[1].split("Type the")[0][:400]
    worker.drain()
    assert mails.to("bea@example.org") == [], "ana is in it, and a block stands between her and bea"
    assert len(mails.to("pau@example.org")) == 1
    assert browse(world.bea).get(at(seat.circle)).status_code == 404
    with pytest.raises(Conflict):
        actions.answer_place(world.bea, place_of(world.bea, seat.circle), wants=True)


def test_nobody_invites_whom_they_do_not_see_nor_into_a_circle_of_others(world, make, browse):
    seat = make.circle(world.ana, world.mia)
    browse(world.ana).send(at(seat.circle, "invite"), {"person": world.bea.public_id}, status=404)
    browse(world.mia).send(at(seat.circle, "invite"), {"person": world.lin.public_id}, status=403)
    browse(world.cora).send(at(seat.circle, "invite"), {"person": world.lin.public_id}, status=404)
    assert place_of(world.lin, seat.circle) is None


def test_who_asked_already_is_answered_not_invited(world, make):
    seat = make.circle(world.ana)
    actions.ask(world.lin, seat.circle, words="May I?")
    with pytest.raises(Conflict):
        actions.invite(world.ana, seat, world.lin)


def test_twenty_invitations_may_be_open(world, make):
    seat = make.circle(world.ana)
    for _ in range(20):
        actions.invite(world.ana, seat, make.person())
    with pytest.raises(Conflict):
        actions.invite(world.ana, seat, world.lin)


# --- by mail ----------------------------------------------------------------------------------------------------


def test_an_invitation_is_answered_from_the_mail_and_opening_the_links_changes_nothing(
    world, make, browse, worker, mails
):
    seat = make.circle(world.ana, name="Tides", is_listed=False)
    actions.invite(world.ana, seat, world.lin)
    worker.drain()
    yes, no = links_in(mails.to("lin@example.org")[0])
    visitor = browse()
    for link in (yes, no, yes):
        page = visitor.page(link)
        assert len(buttons_of(page)) == 1
        assert "Tides" not in page.text
    assert place_of(world.lin, seat.circle).state == INVITED
    assert "You are in" in visitor.follow(visitor.send(yes)).words
    assert place_of(world.lin, seat.circle).is_in
    visitor.send(no)
    assert place_of(world.lin, seat.circle).is_in, "the other link of the same mail answers nothing any more"


def test_a_no_from_the_mail_is_one_button(world, make, browse, worker, mails):
    seat = make.circle(world.ana)
    actions.invite(world.ana, seat, world.lin)
    worker.drain()
    _yes, no = links_in(mails.to("lin@example.org")[0])
    visitor = browse()
    assert "It is noted" in visitor.follow(visitor.send(no)).words
    assert place_of(world.lin, seat.circle).state == DECLINED


def test_a_link_answers_its_own_invitation_and_no_later_one(world, make, browse, clock):
    seat = make.circle(world.ana)
    old = place_token(world.lin, actions.invite(world.ana, seat, world.lin), wants=True)
    actions.take_invitation_back(world.ana, place_of(world.lin, seat.circle))
    clock.shift(3600)
    actions.invite(world.ana, seat, world.lin)
    browse().send(f"/circles/answer/{old}")
    assert place_of(world.lin, seat.circle).state == INVITED


def test_the_mail_for_a_formed_circle_says_so(world, make, worker, mails):
    circle = full_circle(make, world.ana, is_listed=False, size=5).circle
    actions.invite_to(circle, world.lin)
    worker.drain()
    assert [mail["Subject"] for mail in mails.to("lin@example.org")] == ["There is a circle for you"]


def test_inviting_taking_back_and_inviting_again_is_one_mail_a_day(world, make, worker, mails):
    seat = make.circle(world.ana)
    for _ in range(3):
        invitation = actions.invite(world.ana, seat, world.lin)
        worker.drain()
        actions.take_invitation_back(world.ana, invitation)
    assert len(mails.to(world.lin.email)) == 1
