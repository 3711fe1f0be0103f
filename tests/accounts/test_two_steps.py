"""A second step after the password: codes of an app, recovery codes, and who must have one."""

from datetime import timedelta

import time_machine

from community.accounts import credentials
from community.core import clock
from tests.accounts.conftest import secret_on
from tests.world import PASSWORD


def start(browse, email):
    browser = browse()
    page = browser.send("/login", {"email": email, "password": PASSWORD})
    return browser, page.response.location


def with_app(person, db):
    person.tf_totp_secret = credentials.new_app_secret()
    db.flush()
    return person.tf_totp_secret


def test_the_app_is_set_up_with_its_first_code(world, browse, db, code_of, worker, mails):
    browser = browse(world.ana)
    page = browser.page("/settings/app")
    secret = secret_on(page)
    assert "<svg" in page.text
    assert "not the code" in browser.send("/settings/app", {"code": "000000"}, status=422).words
    assert secret_on(browser.page("/settings/app")) == secret, "the picture stays while one tries"
    codes = browser.send("/settings/app", {"code": code_of(secret)}, status=200)
    assert len(codes.find_all("code")) == 10
    assert world.ana.tf_totp_secret and secret_on(page)[8:20] in world.ana.tf_totp_secret.replace(" ", "")
    worker.drain()
    assert "authenticator app" in mails.to("ana@example.org")[0].get_body(("plain",)).get_content()


def test_the_secret_is_stored_encrypted(world, db):
    from sqlalchemy import text

    secret = with_app(world.ana, db)
    stored = db.execute(text("SELECT tf_totp_secret FROM people WHERE id = :id"), {"id": world.ana.id}).scalar_one()
    assert "key" not in stored and stored != secret


def test_the_password_alone_is_not_enough(world, browse, db, with_password, code_of):
    secret = with_app(with_password(world.ana), db)
    browser, location = start(browse, "ana@example.org")
    assert location == "/login/code"
    assert browser.get("/settings").location.startswith("/login")
    assert "not right" in browser.send("/login/code", {"code": "123456"}, status=422).words
    assert browser.get("/settings").location.startswith("/login")
    assert browser.send("/login/code", {"code": code_of(secret)}).response.location == "/"
    browser.page("/settings")


def test_a_code_is_accepted_once(world, browse, db, with_password, code_of):
    secret = with_app(with_password(world.ana), db)
    code = code_of(secret)
    browser, _ = start(browse, "ana@example.org")
    browser.send("/login/code", {"code": code[:3] + " " + code[3:]})
    another, _ = start(browse, "ana@example.org")
    another.send("/login/code", {"code": code}, status=422)


def test_an_old_code_is_not_accepted(world, browse, db, with_password, code_of):
    secret = with_app(with_password(world.ana), db)
    code = code_of(secret)
    with time_machine.travel(clock.now() + timedelta(minutes=2)):
        browser, _ = start(browse, "ana@example.org")
        browser.send("/login/code", {"code": code}, status=422)


def test_half_a_sign_in_is_forgotten_after_a_while(world, browse, db, with_password, code_of):
    secret = with_app(with_password(world.ana), db)
    browser, _ = start(browse, "ana@example.org")
    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        assert browser.send("/login/code", {"code": code_of(secret)}).response.location == "/login"
        assert browser.get("/login/code").location == "/login"


def test_without_half_a_sign_in_there_is_no_second_step(browse):
    for path in ("/login/code", "/login/protect"):
        assert "/login" in browse().get(path).location
        assert "/login" in browse().post(path, data={"code": "123456"}).location


def test_a_recovery_code_works_once(world, browse, db, with_password):
    with_app(with_password(world.ana), db)
    codes, world.ana.mf_recovery_codes = credentials.new_recovery_codes()
    db.flush()
    browser, _ = start(browse, "ana@example.org")
    browser.send("/login/code", {"code": codes[3].upper().replace("-", " ")})
    assert len(world.ana.mf_recovery_codes) == 9
    another, _ = start(browse, "ana@example.org")
    another.send("/login/code", {"code": codes[3]}, status=422)
    another.send("/login/code", {"code": codes[4]})


def test_recovery_codes_are_not_stored(world, browse, db):
    with_app(world.ana, db)
    page = browse(world.ana).send("/settings/recovery-codes", status=200)
    shown = [code.text for code in page.find_all("code")]
    assert len(shown) == len(world.ana.mf_recovery_codes) == 10
    assert not set(shown) & set(world.ana.mf_recovery_codes)


def test_recovery_codes_belong_to_a_second_step(world, browse):
    browse(world.ana).page("/settings/recovery-codes", status=409)


def test_a_coordinator_without_second_factor_reaches_nothing_else(world, browse, with_password, code_of):
    with_password(world.cora)
    browser, location = start(browse, "cora@example.org")
    assert location == "/login/protect"
    for path in ("/settings", "/settings/security", "/settings/app"):
        assert browser.get(path).location.startswith("/login")
    secret = secret_on(browser.page("/login/protect"))
    browser.send("/login/protect", {"code": "000000"}, status=422)
    codes = browser.send("/login/protect", {"code": code_of(secret)}, status=200)
    assert len(codes.find_all("code")) == 10
    browser.page("/settings")


def test_a_moderator_needs_one_too(world, browse, with_password):
    with_password(world.mod)
    assert start(browse, "mod@example.org")[1] == "/login/protect"


def test_nobody_replaces_a_second_factor_with_the_password(world, browse, db, with_password, code_of):
    with_app(with_password(world.cora), db)
    browser, location = start(browse, "cora@example.org")
    assert location == "/login/code"
    assert browser.get("/login/protect").location == "/login/code"
    assert browser.post("/login/protect", data={"code": "123456"}).location == "/login"
    assert browser.post("/login/protect/passkey", data={"credential": "{}"}).location == "/login"


def test_a_coordinator_keeps_the_last_second_factor(world, browse, db):
    with_app(world.cora, db)
    page = browse(world.cora).send("/settings/app/removal", status=409)
    assert "needs one" in page.words
    assert world.cora.tf_totp_secret


def test_a_member_may_switch_it_off(world, browse, db):
    with_app(world.ana, db)
    world.ana.mf_recovery_codes = ["x"]
    browser = browse(world.ana)
    browser.page("/settings/app/removal")
    browser.send("/settings/app/removal")
    assert world.ana.tf_totp_secret is None and world.ana.mf_recovery_codes is None


def test_in_the_demo_nobody_is_asked(app, world, browse, with_password, monkeypatch):
    import dataclasses

    monkeypatch.setitem(
        app.extensions,
        "settings",
        dataclasses.replace(app.extensions["settings"], second_factor_for_staff=False),
    )
    with_password(world.cora)
    assert start(browse, "cora@example.org")[1] == "/"
