"""A new address counts when both have said yes."""

from datetime import timedelta

import pytest
import time_machine

from community.accounts import queries
from community.core import clock, tokens
from community.core.mail import post
from tests.accounts.conftest import link_in
from tests.postbox import text_of


@pytest.fixture
def links(world, browse, worker, mails):
    """Ana has asked for ana.new@example.org: (link to the old address, link to the new one)."""
    browse(world.ana).send("/settings/email", {"email": "Ana.New@example.org"})
    worker.drain()
    return link_in(mails.to("ana@example.org")[0]), link_in(mails.to("ana.new@example.org")[0])


def test_nothing_changes_before_both_have_said_yes(world, browse, links, worker, mails):
    old, new = links
    visitor = browse()
    visitor.page(old)
    visitor.page(new)
    assert world.ana.email == "ana@example.org", "opening a link changes nothing"
    visitor.send(new)
    assert world.ana.email == "ana@example.org"
    assert "still to be opened" in visitor.page(new).words
    assert "new address has said yes" in browse(world.ana).page("/settings/email").words
    ana = world.ana
    assert visitor.send(old).response.location == "/email-change/done"
    assert ana.email == "ana.new@example.org"
    visitor.page("/email-change/done")
    worker.drain()
    assert "no longer to this one" in text_of(mails.to("ana@example.org")[-1])


def test_the_links_are_void_afterwards(world, browse, links):
    for link in links:
        browse().send(link)
    for link in links:
        browse().page(link, status=404)
        browse().send(link, status=404)


def test_one_address_alone_is_not_enough_however_often(world, browse, links):
    for _ in range(3):
        browse().send(links[1])
    assert world.ana.email == "ana@example.org"


def test_the_old_address_can_stop_it(world, browse, links):
    elsewhere = browse(world.ana)
    assert browse().send(links[0] + "/refusal").response.location == "/email-change/stopped"
    browse().page("/email-change/stopped")
    assert elsewhere.get("/settings").status_code == 303
    browse().page(links[1], status=404)
    assert queries.email_change_of(world.ana) is None


def test_the_new_address_can_not_stop_it(world, browse, links):
    browse().send(links[1] + "/refusal", status=404)


def test_a_newer_wish_replaces_the_older(world, browse, links, worker):
    browse(world.ana).send("/settings/email", {"email": "third@example.org"})
    browse().page(links[0], status=404)


def test_it_can_be_cancelled(world, browse, links):
    browser = browse(world.ana)
    browser.send("/settings/email/cancellation")
    browse().page(links[1], status=404)
    assert "under way" not in browser.page("/settings/email").words


def test_the_links_expire(world, browse, links):
    with time_machine.travel(clock.now() + timedelta(days=3)):
        browse().page(links[0], status=404)


def test_whether_an_address_is_known_is_not_told_to_who_asks(world, browse, worker, mails):
    page = browse(world.ana).send("/settings/email", {"email": "pau@example.org"})
    assert page.response.location == "/settings/email"
    worker.drain()
    old, new = link_in(mails.to("ana@example.org")[0]), link_in(mails.to("pau@example.org")[0])
    browse().send(old)
    assert "belongs to an account" in browse().send(new, status=409).words
    assert world.ana.email == "ana@example.org"


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "nonsense",
        "a@b",
        "ana@example.org",
        "x" * 250 + "@example.org",
        "a b@example.org",
        "a@example.org\nBcc: b@example.org",
    ],
)
def test_what_is_no_other_address_is_refused(world, browse, bad):
    browse(world.ana).send("/settings/email", {"email": bad}, status=422)


def confirmed_by_both(browse, links):
    for link in links:
        browse().send(link)


def test_mail_on_its_way_follows_its_reader_to_the_new_address(world, browse, links, worker, mails):
    browse().send("/reset", {"email": "ana@example.org"})
    ana = world.ana
    post("accounts.reset", to=ana, about="reset:waiting", person_id=ana.id)
    confirmed_by_both(browse, links)
    mails.empty()
    worker.drain()
    resets = [mail for mail in mails if mail["Subject"] == "Choose a new password"]
    assert [mail.envelope_to for mail in resets] == [["ana.new@example.org"]]
    assert [mail["Subject"] for mail in mails.to("ana@example.org")] == ["Your address has been changed"]


def test_a_reset_link_in_the_old_mailbox_is_void_once_the_address_has_changed(world, browse, links, worker, mails):
    browse().send("/reset", {"email": "ana@example.org"})
    worker.drain()
    link = link_in(mails.to("ana@example.org")[-1])
    browse().page(link)
    confirmed_by_both(browse, links)
    browse().page(link, status=404)


def test_that_the_old_address_takes_no_mail_says_nothing_of_the_new_one(world, browse, links, worker, mails):
    ana = world.ana
    mails.refuse["ana@example.org"] = "550 5.1.1 nobody here any more"
    confirmed_by_both(browse, links)
    worker.drain()
    assert ana.email == "ana.new@example.org" and ana.email_bounced_at is None


@pytest.fixture
def dead(world, db):
    """Mail to Ana's address came back."""
    world.ana.email_bounced_at = clock.now()
    db.flush()


def test_a_dead_mailbox_is_replaced_by_the_new_one_s_yes_alone(dead, world, browse, worker, mails):
    ana, browser = world.ana, browse(world.ana)
    assert "our mail to it comes back" in browser.page("/settings/email").words
    browser.send("/settings/email", {"email": "ana.new@example.org"})
    worker.drain()
    assert mails.to("ana@example.org") == []
    assert "Both" not in text_of(mails.to("ana.new@example.org")[0])
    assert "is not asked" in browser.page("/settings/email").words
    new = link_in(mails.to("ana.new@example.org")[0])
    assert "your yes here is enough" in browse().page(new).words
    assert ana.email == "ana@example.org", "opening a link changes nothing"
    assert browse().send(new).response.location == "/email-change/done"
    assert ana.email == "ana.new@example.org" and ana.email_bounced_at is None
    mails.empty()
    worker.drain()
    assert mails.to("ana@example.org") == []


def test_a_dead_mailbox_is_replaced_by_nobody_who_has_not_just_signed_in(dead, world, browse):
    browser = browse(world.ana)
    with browser.session_transaction() as session:
        session["fs_paa"] = 0
    answer = browser.send("/settings/email", {"email": "ana.new@example.org"})
    assert answer.response.location.startswith("/settings/verify")
    assert queries.email_change_of(world.ana) is None


def test_a_mailbox_found_dead_by_the_very_question_is_not_waited_for(world, browse, worker, mails):
    ana = world.ana
    mails.refuse["ana@example.org"] = "550 5.1.1 nobody here any more"
    browse(ana).send("/settings/email", {"email": "ana.new@example.org"})
    new = "/email-change/" + tokens.sign("email", [queries.email_change_of(ana).public_id, "new"])
    assert browse().send(new).response.location == new, "the old one might still say yes"
    worker.drain()
    assert ana.email == "ana.new@example.org" and ana.email_bounced_at is None


def test_a_living_mailbox_is_asked_even_when_another_came_back(dead, world, browse, worker, mails):
    pau = world.pau
    browse(pau).send("/settings/email", {"email": "pau.new@example.org"})
    worker.drain()
    browse().send(link_in(mails.to("pau.new@example.org")[0]))
    assert pau.email == "pau@example.org"
    assert mails.to("pau@example.org")
