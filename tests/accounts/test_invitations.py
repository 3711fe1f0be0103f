"""Invitations: one mail, its state, and links that are too old, used or taken back."""

from datetime import timedelta

import pytest
import time_machine

from community.accounts import actions, queries
from community.accounts.actions.invitations import note_bounced
from community.core import clock
from community.core.errors import Conflict, Invalid, Refused
from tests.accounts.conftest import link_in
from tests.postbox import text_of


@pytest.fixture
def invited(world, worker, mails):
    """Nia is invited and her mail has arrived: (invitation, path of the link)."""
    invitation = actions.invite(world.cora, email="Nia@Example.org ", name="Nia <b>Okafor</b> \u202eevil")
    worker.drain()
    return queries.invitation_by_public_id(invitation.public_id)[0], link_in(mails.to("nia@example.org")[0])


def test_a_coordinator_invites_somebody_by_name_and_address(invited, mails):
    invitation, path = invited
    message = mails.to("nia@example.org")[0]
    assert path.startswith("/join/") and invitation.state == "sent" and invitation.sent_at
    assert "Nia <b>Okafor</b> evil" in text_of(message)
    assert "<b>" not in message.get_body(("html",)).get_content().split("<h1>")[1].split("</h1>")[0]


def test_nothing_secret_is_stored(invited, db):
    from community.core.mail import OutgoingMail

    token = invited[1].removeprefix("/join/")
    mail = db.query(OutgoingMail).filter_by(kind="accounts.invitation").order_by(OutgoingMail.id.desc()).first()
    assert token not in str(mail.context) and not mail.secret_context


def test_only_coordinators_invite(world):
    for actor in (world.ana, world.mod, world.sam):
        with pytest.raises(Refused):
            actions.invite(actor, email="x@example.org", name="X")


def test_a_name_is_needed_and_members_are_not_invited(world):
    with pytest.raises(Invalid):
        actions.invite(world.cora, email="x@example.org", name=" \u200b ")
    with pytest.raises(Conflict):
        actions.invite(world.cora, email="ANA@example.org", name="Ana")


def test_inviting_twice_sends_a_fresh_mail_to_one_person(world, worker, mails):
    first = actions.invite(world.cora, email="ina@example.org", name="Ina")
    second = actions.invite(world.cora, email="ina@example.org", name="Ina")
    assert first is second and second.serial == 2
    worker.drain()
    assert len(mails.to("ina@example.org")) == 2


def test_opening_the_link_is_noted_and_nothing_else_happens(invited, browse, db):
    invitation, path = invited
    page = browse().page(path)
    assert "Welcome, Nia" in page.words
    db.expire_all()
    assert invitation.state == "opened" and invitation.opened_at
    assert queries.person_by_email("nia@example.org").standing == "invited"


def test_a_bounced_address_is_remembered_and_a_new_attempt_is_possible(world, worker, mails):
    mails.refuse["gone@example.org"] = "550 no such person"
    invitation = actions.invite(world.cora, email="gone@example.org", name="Gone")
    worker.drain()
    person = queries.person_by_email("gone@example.org")
    invitation = queries.invitation_of(person)
    assert invitation.state == "bounced" and "550" in invitation.bounced_reason and person.email_bounced_at
    mails.refuse.clear()
    actions.send_invitation(world.cora, person)
    worker.drain()
    invitation = queries.invitation_of(queries.person_by_email("gone@example.org"))
    assert invitation.state == "sent" and invitation.bounced_reason is None


def test_a_late_bounce_does_not_undo_an_opened_link(invited, browse, db):
    invitation, path = invited
    browse().page(path)
    db.expire_all()
    note_bounced(invitation, "too late")
    assert invitation.state == "opened"


def test_an_expired_link_offers_a_fresh_one(invited, browse, worker, mails):
    _, path = invited
    with time_machine.travel(clock.now() + timedelta(days=15)):
        page = browse().page(path, status=410)
        assert "expired" in page.words
        assert browse().page(path + "/about-you", status=410)
        answer = browse().send(path + "/renewal")
        assert answer.response.location == "/join/renewed"
        browse().page("/join/renewed")
        worker.drain()
        fresh = link_in(mails.to("nia@example.org")[-1])
        assert "Welcome" in browse().page(fresh).words
        browse().page(path, status=410)  # an old link lying about gets no new life by it
        browse().send(path + "/about-you", status=410)


def test_renewing_a_used_link_answers_the_same_and_sends_nothing(invited, browse, worker, mails):
    invitation, path = invited
    invitation.state = "joined"
    assert browse().send(path + "/renewal").response.location == "/join/renewed"
    worker.drain()
    assert len(mails.to("nia@example.org")) == 1


def test_a_link_taken_back_says_so_kindly(invited, world, browse):
    _, path = invited
    actions.withdraw_invitation(world.cora, queries.person_by_email("nia@example.org"))
    assert "taken back" in browse().page(path, status=410).words


def test_a_mail_not_yet_sent_is_not_sent_once_it_is_taken_back(world, worker, mails):
    actions.invite(world.cora, email="nia@example.org", name="Nia")
    actions.withdraw_invitation(world.cora, queries.person_by_email("nia@example.org"))
    worker.drain()
    assert len(mails) == 0


def test_a_link_to_an_address_corrected_since_is_void(invited, browse):
    _, path = invited
    queries.person_by_email("nia@example.org").email = "nia.okafor@example.org"
    browse().page(path, status=404)


def test_links_of_another_purpose_do_not_open_the_door(app, world, browse):
    from community.core import tokens

    invitation = actions.invite(world.cora, email="nia@example.org", name="Nia")
    for token in (
        tokens.sign("reset", [invitation.public_id, "nia@example.org"]),
        "nonsense",
        "a.b.c",
    ):
        browse().page(f"/join/{token}", status=404)
