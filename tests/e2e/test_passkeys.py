"""Passkeys in real Chromium, through its virtual authenticator."""

import re

from playwright.sync_api import Page, expect


def give_authenticator(page: Page) -> None:
    """A phone that recognises its owner's finger at once."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_coordinator_joins_with_a_passkey_signs_in_with_it_and_adds_another_way(site, window):
    said = site.flask("coordinator", "nia@example.org", "--name", "Nia Okafor").stdout
    link = re.search(r"http://\S+", said).group()
    page = window("phone", zone="Africa/Lagos")
    give_authenticator(page)
    page.goto(link)
    page.get_by_role("link", name="Begin").click()
    while not page.url.endswith("/key"):
        if page.url.endswith("/about-you"):
            expect(page.get_by_label("Time zone")).to_have_value("Africa/Lagos")
        page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Make a passkey").click()
    page.wait_for_url("**/roster")
    page.get_by_role("button", name="Join").click()
    page.wait_for_url(site.url + "/")

    page.goto(site.url + "/settings/security")
    page.get_by_role("button", name="Sign out everywhere").click()
    page.wait_for_url("**/login")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(site.url + "/")
    page.goto(site.url + "/settings")
    expect(page.locator("main")).to_contain_text("nia@example.org")

    page.goto(site.url + "/settings/passkeys/new")
    page.get_by_label("A name for it").fill("The same phone")
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("has a passkey for you already")


def test_without_javascript_passkeys_are_not_offered(demo_site, window):
    page = window(javascript=False)
    page.goto(demo_site.url + "/login")
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
