"""Passkeys: added with a name, signed in with, removed; and every way in which one could cheat."""

import json

import pytest

from community.accounts import queries
from tests.accounts.authenticator import Authenticator
from tests.accounts.test_joining import ABOUT, nia, path, walk
from tests.world import PASSWORD

__all__ = ["path"]


def add(browser, authenticator, name="my phone", status=303):
    options = browser.get("/settings/passkeys/options").json
    return browser.send(
        "/settings/passkeys",
        {"name": name, "credential": authenticator.make(options)},
        status=status,
    )


def show(browser, authenticator, status=303, **more):
    options = browser.get("/login/passkey/options").json
    return browser.send("/login/passkey", {"credential": authenticator.show(options), **more}, status=status)


def test_a_passkey_is_added_with_a_name_and_signs_in_without_an_address(world, browse):
    key, browser = Authenticator(), browse(world.ana)
    browser.page("/settings/passkeys/new")
    add(browser, key)
    assert "my phone" in browser.page("/settings/security").words
    visitor = browse()
    assert show(visitor, key, next="/settings").response.location == "/settings"
    assert "ana@example.org" in visitor.page("/settings").words
    [passkey] = queries.passkeys_of(world.ana)
    assert passkey.sign_count == 1 and passkey.transports == ["internal"]


def test_the_browser_is_asked_for_a_discoverable_verified_passkey(world, browse):
    options = browse(world.ana).get("/settings/passkeys/options").json
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert options["rp"]["id"] == "localhost"
    assert browse().get("/login/passkey/options").json["allowCredentials"] == []


def test_a_passkey_counts_as_second_factor(world, browse, with_password):
    key = Authenticator()
    with_password(world.cora)
    add(browse(world.cora), key)
    visitor = browse()
    show(visitor, key)
    visitor.page("/settings")
    by_password = browse()
    answer = by_password.send("/login", {"email": "cora@example.org", "password": PASSWORD})
    assert answer.response.location == "/login/code"
    assert by_password.get("/settings").status_code == 303
    options = by_password.get("/login/passkey/options").json
    assert len(options["allowCredentials"]) == 1
    by_password.send("/login/passkey", {"credential": key.show(options)})
    by_password.page("/settings")


def test_a_coordinator_may_protect_the_account_with_one(world, browse, with_password):
    with_password(world.cora)
    browser = browse()
    browser.send("/login", {"email": "cora@example.org", "password": PASSWORD})
    options = browser.get("/login/protect/passkey/options").json
    page = browser.send("/login/protect/passkey", {"credential": Authenticator().make(options)}, status=200)
    assert len(page.find_all("code")) == 10
    browser.page("/settings")


def test_without_finger_face_or_pin_it_does_not_count(world, browse):
    add(browse(world.ana), Authenticator(verifies=False), status=422)
    key = Authenticator()
    add(browse(world.ana), key)
    key.verifies = False
    show(browse(), key, status=422)


def test_a_passkey_of_another_site_is_refused(world, browse):
    add(browse(world.ana), Authenticator(origin="https://evil.example"), status=422)
    key = Authenticator()
    add(browse(world.ana), key)
    key.origin = "https://evil.example"
    show(browse(), key, status=422)


def test_an_answer_counts_once_and_only_to_its_question(world, browse):
    key = Authenticator()
    add(browse(world.ana), key)
    browser = browse()
    options = browser.get("/login/passkey/options").json
    answer = key.show(options)
    stranger = browse()
    stranger.get("/login/passkey/options")
    stranger.send("/login/passkey", {"credential": answer}, status=422)
    browser.send("/login/passkey", {"credential": answer})
    browser.send("/logout")
    browser.send("/login/passkey", {"credential": answer}, status=422)


def test_a_copied_passkey_is_noticed(world, browse):
    key = Authenticator()
    add(browse(world.ana), key)
    show(browse(), key)
    show(browse(), key)
    key.count = 0
    show(browse(), key, status=422)


@pytest.mark.parametrize(
    "nonsense",
    [
        "",
        "{}",
        "[]",
        "null",
        "nonsense",
        '{"rawId": 5}',
        '{"rawId": "AAAA"}',
        json.dumps({"rawId": "AAAA", "id": "AAAA", "type": "public-key", "response": None}),
    ],
)
def test_nonsense_is_refused(world, browse, nonsense):
    for address, options in (
        ("/login/passkey", "/login/passkey/options"),
        ("/settings/passkeys", "/settings/passkeys/options"),
    ):
        browser = browse(world.ana if "settings" in address else None)
        browser.get(options)
        browser.send(address, {"name": "x", "credential": nonsense}, status=422)


def test_an_unknown_passkey_is_refused(browse):
    show(browse(), Authenticator(), status=422)


def test_the_same_passkey_is_not_kept_twice(world, browse):
    key = Authenticator()
    add(browse(world.ana), key)
    add(browse(world.pau), key, status=409)


def test_a_suspended_person_does_not_come_in_by_passkey(world, browse):
    from community.accounts import actions

    key = Authenticator()
    add(browse(world.ana), key)
    actions.suspend(world.mod, world.ana, reason="For a reason")
    assert "For a reason" in show(browse(), key, status=403).words


def test_a_passkey_is_removed_but_never_the_only_way_in(world, browse, with_password):
    browser = browse(world.ana)
    add(browser, Authenticator())
    [passkey] = queries.passkeys_of(world.ana)
    address = f"/settings/passkeys/{passkey.public_id}/removal"
    browser.page(address)
    assert "only way" in browser.send(address, status=409).words
    with_password(world.ana)
    browse(world.pau).page(address, status=404)
    browse(world.pau).send(address, status=404)
    browser.send(address)
    assert not queries.passkeys_of(world.ana)


def test_a_coordinator_keeps_the_last_second_factor(world, browse, with_password):
    with_password(world.cora)
    browser = browse(world.cora)
    add(browser, Authenticator())
    [passkey] = queries.passkeys_of(world.cora)
    assert "second factor" in browser.send(f"/settings/passkeys/{passkey.public_id}/removal", status=409).words


def test_a_passkey_shows_that_it_is_still_you(world, browse):
    key, browser = Authenticator(), browse(world.ana)
    add(browser, key)
    with browser.session_transaction() as session:
        session["fs_paa"] = 0
    assert browser.get("/settings/passkeys/new").location.startswith("/settings/verify")
    browser.page("/settings/verify?next=/settings/passkeys/new")
    options = browser.get("/settings/verify/options").json
    stolen = Authenticator()
    add(browse(world.pau), stolen)
    browser.send("/settings/verify/passkey", {"credential": stolen.show(options)}, status=422)
    options = browser.get("/settings/verify/options").json
    page = browser.send(
        "/settings/verify/passkey",
        {"credential": key.show(options), "next": "/settings/passkeys/new"},
    )
    assert page.response.location == "/settings/passkeys/new"
    browser.page("/settings/passkeys/new")


def test_joining_with_a_passkey_and_no_password(path, browse):
    key, browser = Authenticator(), browse()
    walk(browser, path, upto="key")
    options = browser.get(path + "/key/options").json
    assert options["user"]["name"] == "nia@example.org"
    browser.send(path + "/key", {"credential": key.make(options)})
    assert "passkey is ready" in browser.page(path + "/key").words
    browser.send(path + "/roster")
    assert (nia().standing, nia().password, nia().name) == ("active", None, ABOUT["name"])
    visitor = browse()
    show(visitor, key)
    visitor.page("/settings")


def test_the_question_of_one_invitation_is_none_of_another(path, browse, world):
    browser = browse()
    walk(browser, path, upto="key")
    options = browser.get("/login/passkey/options").json
    options = {**options, "rp": {"id": "localhost"}}
    browser.send(path + "/key", {"credential": Authenticator().make(options)}, status=422)


def test_a_thousand_brackets_are_no_passkey(browse):
    visitor = browse()
    visitor.get("/login/passkey/options")
    visitor.send("/login/passkey", {"credential": "[" * 100_000}, status=422)
