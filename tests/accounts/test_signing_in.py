"""Signing in and out with a password."""

from datetime import date, timedelta

import pytest
import time_machine

from community.core import clock
from tests.browser import RAW_TOKEN
from tests.sql import statements
from tests.world import PASSWORD


def sign_in(browser, email, password=PASSWORD, status=303, **more):
    return browser.send("/login", {"email": email, "password": password, **more}, status=status)


def test_the_right_password_leads_in(world, browse, with_password):
    with_password(world.ana)
    browser = browse()
    assert browser.page("/login").words.count("Sign in")
    assert sign_in(browser, "ana@example.org").response.location == "/"
    assert "ana@example.org" in browser.page("/settings").words


def test_capitals_and_blanks_in_the_address_do_not_matter(world, browse, with_password):
    with_password(world.ana)
    sign_in(browse(), "  ANA@Example.org ")


def test_wrong_unknown_and_never_joined_get_the_same_answer(world, browse, with_password):
    with_password(world.ana)
    answers = [
        sign_in(browse(), "ana@example.org", "not the password", status=422).words,
        sign_in(browse(), "nobody@example.org", status=422).words,
        sign_in(browse(), "ina@example.org", status=422).words,
        sign_in(browse(), "pau@example.org", status=422).words,
    ]
    assert len(set(answers)) == 1
    assert "do not belong together" in answers[0]


def test_an_unknown_address_takes_as_long_as_a_wrong_password(app, monkeypatch, world, with_password):
    from community.accounts import credentials

    with_password(world.ana)
    context = app.extensions["security"].pwd_context
    verified = []
    monkeypatch.setattr(type(context), "dummy_verify", lambda self, *a, **k: verified.append("dummy"))
    assert credentials.password_fits(None, "x") is False
    assert credentials.password_fits(world.pau, "x") is False
    assert verified == ["dummy", "dummy"]


def test_what_was_typed_stays_but_never_the_password(world, browse):
    page = sign_in(browse(), "nobody@example.org", "my secret words", status=422)
    assert "nobody@example.org" in page.text
    assert "my secret words" not in page.text


def test_after_signing_in_one_goes_on_to_where_one_wanted(world, browse, with_password):
    with_password(world.ana)
    browser = browse()
    location = browser.get("/settings/security").location
    assert location.startswith("/login?next=")
    page = browser.page(location)
    assert 'value="/settings/security"' in page.text
    assert sign_in(browser, "ana@example.org", next="/settings/security").response.location == "/settings/security"


@pytest.mark.parametrize(
    "trap",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:evil",
    ],
)
def test_nobody_is_led_off_the_site(world, browse, with_password, trap):
    with_password(world.ana)
    assert sign_in(browse(), "ana@example.org", next=trap).response.location == "/"


def test_who_is_signed_in_needs_no_sign_in_page(world, browse):
    assert browse(world.ana).get("/login?next=/settings").location == "/settings"


def test_a_suspended_person_reads_why_and_until_when(world, browse, with_password):
    with_password(world.sam)
    browser = browse()
    page = sign_in(browser, "sam@example.org", status=403)
    assert "Wrote unkindly to three people." in page.words and "2099" in page.words
    assert browser.get("/settings").status_code == 303


def test_a_suspended_person_with_a_wrong_password_learns_nothing(world, browse, with_password):
    with_password(world.sam)
    assert "suspended" not in sign_in(browse(), "sam@example.org", "wrong one", status=422).words


def test_a_suspension_ends_on_its_day(world, browse, with_password):
    with_password(world.sam).suspended_until = clock.today()
    sign_in(browse(), "sam@example.org")
    assert world.sam.standing == "active" and world.sam.suspended_reason is None


def test_who_has_left_is_told_how_to_come_back(world, browse, with_password):
    with_password(world.lou)
    assert "changing your mind" in sign_in(browse(), "lou@example.org", status=403).words


def test_signing_out_ends_the_session(world, browse):
    browser = browse(world.ana)
    assert browser.send("/logout").response.location == "/login"
    assert browser.get("/settings").status_code == 303


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\\\evil.example"])
def test_signing_out_leads_nowhere_but_to_our_own_pages(world, browse, elsewhere):
    assert browse(world.ana).send("/logout", {"next": elsewhere}).response.location == "/login"


def test_a_link_to_signing_out_does_nothing(world, browse):
    browser = browse(world.ana, checks=False)
    assert browser.get("/logout").status_code == 405
    assert browser.get("/settings").status_code == 200


def test_forged_forms_are_refused(world, browse, with_password):
    with_password(world.ana)
    for path in ("/login", "/logout", "/reset", "/settings/sessions/end", "/settings/leave"):
        assert (
            browse(world.ana, checks=False)
            .post(path, data={"email": "ana@example.org", "password": PASSWORD}, csrf=False)
            .status_code
            == 400
        )


def test_nothing_of_an_earlier_session_survives_signing_in(world, browse, with_password):
    with_password(world.ana)
    browser = browse()
    with browser.session_transaction() as session:
        session["planted"] = "by somebody else"
    sign_in(browser, "ana@example.org")
    with browser.session_transaction() as session:
        assert "planted" not in session and session.get("csrf_token") != RAW_TOKEN


def test_the_cookie_is_kept_from_scripts_and_other_sites(world, browse, with_password):
    with_password(world.ana)
    cookie = sign_in(browse(), "ana@example.org").response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Expires" not in cookie
    cookie = sign_in(browse(), "ana@example.org", remember="y").response.headers["Set-Cookie"]
    assert "Expires" in cookie


def test_the_day_of_the_last_visit_is_noted_once_a_day(world, browse, db):
    world.ana.last_seen_on = date(2020, 1, 1)
    browser = browse(world.ana)
    browser.page("/settings")
    assert world.ana.last_seen_on == clock.today()
    with time_machine.travel(clock.now() + timedelta(days=1)):
        done = browser.send("/settings/language", {"language": "en", "time_zone": "Europe/Berlin"})
        browser.follow(done)  # a request that writes leaves the note to the page it leads to
        assert world.ana.last_seen_on == clock.today()


def test_a_session_costs_one_query(world, browse):
    ana = world.ana
    ana.last_seen_on = clock.today()
    browser = browse(ana)
    with statements() as seen:
        browser.page("/settings/language")
    people = [one for one in seen if "FROM people" in one]
    assert len(people) == 1


def test_who_stays_signed_in_does_so_from_the_last_visit_on(world, browse, with_password):
    with_password(world.ana)
    browser = browse()
    sign_in(browser, "ana@example.org", remember="y")
    with time_machine.travel(clock.now() + timedelta(days=50)):
        assert "Expires" in browser.get("/settings").headers["Set-Cookie"]
        assert "Set-Cookie" not in browser.get("/settings").headers
    with time_machine.travel(clock.now() + timedelta(days=100)):
        browser.page("/settings")
