"""With the keyboard alone: what comes first, menus, errors, and that the focus is always somewhere and always seen."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import SIZES, sign_in
from tests.e2e.journey import HELD, tab_to

PASSWORD = "demo-community"
PAGES = (
    "/",
    "/members",
    "/catchups",
    "/mentorships",
    "/members/edit/place",
    "/settings",
    "/settings/mail",
    "/settings/security",
    "/coordination",
)


@pytest.fixture
def member(window, demo_site):
    def of(name: str, size: str = "desk") -> Page:
        page = window(size)
        sign_in(page, demo_site, f"{name}@demo.example", PASSWORD)
        expect(page.get_by_role("heading", level=1)).to_contain_text("Hello")
        return page

    return of


def focused(page: Page) -> str:
    """The words of what has the focus."""
    return str(
        page.evaluate("document.activeElement.getAttribute('aria-label') || document.activeElement.innerText || ''")
    ).strip()


@pytest.mark.parametrize("path", ["/", "/login", "/nowhere"])
def test_the_way_past_the_header_comes_first(window, demo_site, path):
    page = window()
    page.goto(demo_site.url + path)
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the content"
    assert not page.evaluate(HELD)
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#main').contains(document.activeElement)")


@pytest.mark.parametrize("size", list(SIZES))
def test_the_menu_of_the_account_opens_is_walked_and_closes(member, demo_site, size):
    page = member("peer", size)
    menu = page.get_by_role("navigation", name="Your account")
    tab_to(page, page.locator(".account-button"))
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    page.keyboard.press("Tab")
    assert focused(page) == "Your profile" and not page.evaluate(HELD)
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(page.locator(".account-button")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, menu.get_by_role("link", name="Settings"), most=3)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Settings")


@pytest.mark.parametrize("size", list(SIZES))
def test_the_main_navigation_is_walked(member, demo_site, size):
    page = member("coordinator", size)
    for name in ("Members", "Catch-ups", "Coordination"):
        bar = page.get_by_role("navigation", name="Main")
        if bar.get_by_role("link", name=name).count() == 0:  # the bar of a phone has room for five
            tab_to(page, bar.get_by_role("button", name="More"))
            page.keyboard.press("Enter")
        tab_to(page, bar.get_by_role("link", name=name))
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_an_error_summary_takes_the_focus_and_leads_to_the_field(window, demo_site):
    page = window()
    page.goto(demo_site.url + "/login")
    tab_to(page, page.get_by_label("E-mail"))
    page.keyboard.type("nobody@example.org")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    assert page.title().startswith("Please check:")
    page.keyboard.press("Tab")
    assert not page.evaluate(HELD)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Password")).to_be_focused()
    expect(page.get_by_label("Password")).to_have_attribute("aria-invalid", "true")


def test_the_summary_of_a_long_form_leads_to_each_field(member, demo_site):
    page = member("coordinator")
    page.goto(demo_site.url + "/coordination/invitations/new")
    page.get_by_label("Name").press("Enter")
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    links = summary.get_by_role("link")
    assert links.count() == 2
    for number, field in enumerate(("Name", "E-mail")):
        links.nth(number).press("Enter")
        expect(page.get_by_label(field, exact=True)).to_be_focused()
        assert not page.evaluate(HELD)


@pytest.mark.parametrize("size", list(SIZES))
def test_wherever_one_tabs_the_focus_is_seen(member, demo_site, size):
    page = member("coordinator", size)
    for path in PAGES:
        page.goto(demo_site.url + path)
        walk_around(page)


def walk_around(page: Page, most: int = 80) -> None:
    """Tab through the page; every stop is visible, nothing is a trap, and none is met twice before the end."""
    seen: set[str] = set()
    for _step in range(most):
        page.keyboard.press("Tab")
        place = str(page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)"))
        if page.evaluate("document.activeElement === document.body") or place in seen:
            return
        assert not (trouble := page.evaluate(HELD)), f"{page.url}: {trouble}"
        seen.add(place)
    assert len(seen) == most, f"{page.url}: only {len(seen)} places are reached"


def test_a_switch_of_colours_keeps_the_focus(member, demo_site):
    page = member("peer")
    dark = page.get_by_role("button", name="Dark", exact=True)
    tab_to(page, dark, most=80)
    page.keyboard.press("Enter")
    expect(dark).to_have_attribute("aria-pressed", "true")
    expect(dark).to_be_focused()
    page.get_by_role("button", name="Automatic").press("Enter")


def test_after_a_filter_of_the_directory_one_goes_on_where_one_was(member, demo_site):
    page = member("peer")
    page.goto(demo_site.url + "/members")
    page.get_by_label("Name, topic, place, or any word").press_sequentially("lisbon")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=lisbon*")
    tab_to(page, page.locator(".people a").first)


def test_a_message_is_written_and_answered(member, demo_site):
    jon, mia = member("peer"), member("mentor", "phone")
    for writer, other, words in (
        (jon, "Miriam Okafor", "How did the talk go?"),
        (mia, "Jonas Żurek", "Better than I feared."),
    ):
        if writer is mia:
            writer.goto(demo_site.url + "/")
            expect(writer.locator("main")).to_contain_text("New message")
        tab_to(writer, writer.get_by_role("link", name=f"Call with {other}").first, most=80)
        writer.keyboard.press("Enter")
        field = writer.get_by_label(f"Write to {other}")
        expect(field).to_be_visible()
        tab_to(writer, field)
        writer.keyboard.type(words)
        tab_to(writer, writer.get_by_role("button", name="Send", exact=True), most=1)
        writer.keyboard.press("Enter")
        expect(writer.locator(".said-text").last).to_have_text(words)
    jon.reload()
    expect(jon.locator(".said-text").last).to_have_text("Better than I feared.")
