"""Open registration with approval, where a community has switched it on."""

import dataclasses

import pytest

from community.accounts import actions, queries
from community.core.errors import Conflict, Refused
from community.core.outbox import Delivery, publish
from community.events import RegistrationAsked
from tests.accounts.conftest import link_in

ZOE = {
    "name": "Zoë Wójcik",
    "email": "Zoe@example.org",
    "words": "I was a coachee in 2012, under my old name.",
}


@pytest.fixture
def opened(app, monkeypatch):
    monkeypatch.setitem(
        app.extensions,
        "settings",
        dataclasses.replace(app.extensions["settings"], open_registration=True),
    )


def zoe():
    return queries.person_by_email("zoe@example.org")


def test_it_is_off_by_default(browse):
    browse().page("/register", status=404)
    browse().send("/register", ZOE, status=404)
    assert "would like to join" not in browse().page("/login").words


def test_from_the_wish_to_the_invitation(opened, world, browse, worker, mails):
    assert "would like to join" in browse().page("/login").words
    browse().page("/register")
    assert browse().send("/register", ZOE).response.location == "/register/sent"
    browse().page("/register/sent")
    worker.drain()
    assert zoe().standing == "waiting" and not queries.registrations_waiting()
    link = link_in(mails.to("zoe@example.org")[0])
    browse().page(link)
    assert not queries.registrations_waiting(), "opening the link confirms nothing"
    browse().send(link)
    assert "address is confirmed" in browse().page(link).words
    assert [person.name for _, person in queries.registrations_waiting()] == ["Zoë Wójcik"]
    actions.approve(world.cora, zoe())
    worker.drain()
    assert link_in(mails.to("zoe@example.org")[-1]).startswith("/join/")
    with pytest.raises(Conflict):
        actions.approve(world.cora, zoe())


def test_a_no_is_kind_and_leaves_nothing_behind(opened, world, browse, worker, mails):
    browse().send("/register", ZOE)
    worker.drain()
    browse().send(link_in(mails[0]))
    with pytest.raises(Refused):
        actions.decline(world.mod, zoe())
    actions.decline(world.cora, zoe())
    worker.drain()
    assert zoe() is None
    assert "wish to join" in mails.to("zoe@example.org")[-1]["Subject"]


def test_who_waits_can_not_sign_in_nor_be_seen(opened, world, browse, worker, mails):
    browse().send("/register", ZOE)
    worker.drain()
    browse().send("/login", {"email": "zoe@example.org", "password": "anything at all"}, status=422)
    assert queries.person_by_public_id(world.ana, zoe().public_id) is None


def test_nobody_is_approved_unconfirmed(opened, world, browse, worker):
    browse().send("/register", ZOE)
    worker.drain()
    with pytest.raises(Conflict):
        actions.approve(world.cora, zoe())


def test_members_and_strangers_get_the_same_answer(opened, browse, worker, mails):
    stranger = browse().send("/register", ZOE).response.location
    member = browse().send("/register", {**ZOE, "email": "ana@example.org"}).response.location
    assert stranger == member
    worker.drain()
    assert "have an account already" in mails.to("ana@example.org")[0]["Subject"]


@pytest.mark.parametrize("change", [{"name": ""}, {"email": "nonsense"}, {"words": ""}, {"words": "x" * 3000}])
def test_an_incomplete_wish_comes_back(opened, browse, change):
    browse().send("/register", {**ZOE, **change}, status=422)


def test_what_somebody_wrote_is_gone_when_they_are_not_let_in(world, db, worker):
    publish(RegistrationAsked(name="Nia", email="nia@example.org", words="my whole story", nonce="1"))
    worker.drain()
    nia = queries.person_by_email("nia@example.org")
    actions.confirm_registration(queries.registration_of(nia))
    actions.decline(world.cora, nia)
    worker.drain()
    assert not [one for one in db.query(Delivery) if "whole story" in str(one.payload)]
