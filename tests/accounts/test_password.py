"""Forgotten, changed and chosen passwords; sessions and freshness."""

import time
from datetime import timedelta

import pytest
import time_machine

from community.accounts import credentials
from community.core import clock
from tests.accounts.conftest import link_in
from tests.world import PASSWORD

NEW = "quite another sentence"


def ask(browse, email):
    return browse().send("/reset", {"email": email})


def test_known_and_unknown_addresses_get_the_same_answer(world, browse, db):
    from community.core.outbox import Delivery

    known, unknown = ask(browse, "ana@example.org"), ask(browse, "nobody@example.org")
    assert known.response.location == unknown.response.location == "/reset/sent"
    # The same work as well: one delivery each, and only the worker looks.
    assert db.query(Delivery).filter(Delivery.event == "PasswordResetAsked").count() == 2
    browse().page("/reset/sent")


def test_a_reset_link_works_once(world, browse, with_password, worker, mails):
    with_password(world.ana)
    ask(browse, "Ana@example.org")
    worker.drain()
    path = link_in(mails.to("ana@example.org")[0])
    browser = browse()
    assert 'value="ana@example.org"' in browser.page(path).text
    browser.send(path, {"password": NEW})
    browse().send("/login", {"email": "ana@example.org", "password": NEW})
    browse().send("/login", {"email": "ana@example.org", "password": PASSWORD}, status=422)
    assert "used already" in browse().page(path, status=404).words
    browse().send(path, {"password": "yet another sentence"}, status=404)


def test_nobody_unknown_gets_mail(world, browse, worker, mails):
    ask(browse, "nobody@example.org")
    ask(browse, "lou@example.org")
    worker.drain()
    assert len(mails) == 0


def test_a_reset_link_expires_after_an_hour(world, browse, with_password, worker, mails):
    with_password(world.ana)
    ask(browse, "ana@example.org")
    worker.drain()
    path = link_in(mails[0])
    with time_machine.travel(clock.now() + timedelta(minutes=61)):
        browse().page(path, status=404)


def test_a_broken_link_says_so(browse):
    assert browse().page("/reset/abc.def.ghi", status=404).words
    assert browse().page("/reset/sent%20x", status=404).words


def test_a_newer_password_voids_the_link(world, browse, with_password, worker, mails):
    with_password(world.ana)
    ask(browse, "ana@example.org")
    worker.drain()
    with_password(world.ana, NEW)
    browse().page(link_in(mails[0]), status=404)


def test_who_was_invited_gets_the_invitation_again(world, browse, worker, mails):
    from community.accounts import actions

    actions.invite(world.cora, email="ina@example.org", name="Ina")
    worker.drain()
    ask(browse, "ina@example.org")
    worker.drain()
    assert [link_in(mail).split("/")[1] for mail in mails.to("ina@example.org")] == ["join", "join"]


def test_a_reset_signs_out_everywhere_and_is_told(world, browse, with_password, worker, mails):
    with_password(world.ana)
    elsewhere = browse(world.ana)
    ask(browse, "ana@example.org")
    worker.drain()
    browse().send(link_in(mails[0]), {"password": NEW})
    assert elsewhere.get("/settings").status_code == 303
    worker.drain()
    assert "sign-in has changed" in mails.to("ana@example.org")[-1]["Subject"]


def test_changing_the_password_signs_out_everywhere_else(world, browse, with_password):
    with_password(world.ana)
    here, elsewhere = browse(world.ana), browse(world.ana)
    elsewhere.page("/settings")
    here.page("/settings/password")
    here.send("/settings/password", {"present": "wrong", "password": NEW}, status=422)
    here.send("/settings/password", {"present": PASSWORD, "password": NEW})
    here.page("/settings")
    assert elsewhere.get("/settings").status_code == 303


def test_signing_out_everywhere_ends_every_session(world, browse):
    here, elsewhere = browse(world.ana), browse(world.ana)
    assert here.send("/settings/sessions/end").response.location == "/login"
    assert here.get("/settings").status_code == elsewhere.get("/settings").status_code == 303


@pytest.mark.parametrize(
    "bad",
    [
        "short",
        "aaaaaaaaaaaaaaaa",
        "ababababababab",
        "password123",
        "Ana Ruiz Gómez",
        "ana@example.org",
        "1234567890",
        "x" * 200,
    ],
)
def test_passwords_that_would_be_guessed_are_refused(world, browse, with_password, bad):
    with_password(world.ana)
    page = browse(world.ana).send("/settings/password", {"present": PASSWORD, "password": bad}, status=422)
    assert [one.get("value") for one in page.find_all("input") if one.get("type") == "password"] == ["", ""]


@pytest.mark.parametrize(
    "good",
    [
        "correct horse battery",
        "пароль из четырёх слов",
        "正しい馬の電池の針です",
        "  spaces at both ends  ",
    ],
)
def test_passwords_in_any_script_work_to_the_letter(world, browse, good):
    world.ana.password = None
    browse(world.ana).send("/settings/password", {"password": good})
    browse().send("/login", {"email": "ana@example.org", "password": good})


def test_important_changes_ask_again_after_a_while(world, browse, with_password):
    with_password(world.ana)
    browser = browse(world.ana)
    with browser.session_transaction() as session:
        session["fs_paa"] = time.time() - 16 * 60
    for path in ("/settings/password", "/settings/app", "/settings/passkeys/new"):
        assert browser.get(path).location == f"/settings/verify?next={path.replace('/', '%2F')}" or browser.get(
            path
        ).location.endswith(path)
    assert browser.post("/settings/email", data={"email": "new@example.org"}).location.startswith("/settings/verify")
    browser.page("/settings/verify?next=/settings/password")
    browser.send("/settings/verify", {"password": "wrong", "next": "/settings/password"}, status=422)
    page = browser.send("/settings/verify", {"password": PASSWORD, "next": "/settings/password"})
    assert page.response.location == "/settings/password"
    browser.page("/settings/password")


def test_older_hashes_are_renewed_on_signing_in(app, world, browse, with_password, db):
    with_password(world.ana)
    before = world.ana.password
    assert before.startswith("$argon2id$")
    assert credentials.password_fits(world.ana, PASSWORD)
