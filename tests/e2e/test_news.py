"""The inbox in the browser: marked with the keyboard alone, and its number right wherever one goes, also back."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import sign_in
from tests.e2e.journey import tab_to

PASSWORD = "demo-community"


@pytest.fixture
def news(window, demo_site):
    """news("peer"): the inbox of one of the demo, where some are read and some are not."""

    def of(name: str) -> Page:
        page = window("desk")
        sign_in(page, demo_site, f"{name}@demo.example", PASSWORD)
        expect(page.get_by_role("heading", level=1)).to_contain_text("Hello")
        page.goto(demo_site.url + "/notifications")
        return page

    return of


def number(page: Page) -> int:
    """The number at the inbox in the navigation; where there is none, nothing waits."""
    badges = page.locator("a[href='/notifications'] .nav-badge:visible")
    return int(badges.first.inner_text().split()[0]) if badges.count() else 0


def unread_in(row: Locator) -> int:
    return row.locator(".news-dot").count()


def test_a_row_is_marked_and_unmarked_with_the_keyboard_alone(news):
    page = news("peer")
    before = number(page)
    row = page.locator(".news-row.is-unread").last
    row_id, many = row.get_attribute("id"), unread_in(row)
    row = page.locator(f"[id='{row_id}']")
    for label, left in (("Mark as read", before - many), ("Mark as unread again", before - many + 1)):
        tab_to(page, row.locator(".news-mark"), most=120)
        expect(row.locator(".news-mark")).to_contain_text(label)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert number(page) == left
        page.keyboard.press("Tab")
        assert row.evaluate("row => row.contains(document.activeElement)"), "one goes on where one was"


def test_back_shows_the_number_that_holds(news):
    page = news("peer")  # no other test looks at what is new for them
    before = number(page)
    row = page.locator(".news-row.is-unread").first
    row_id, many = row.get_attribute("id"), unread_in(row)
    assert before and many
    with page.expect_navigation():
        row.locator(".news-title a").click()
    after = number(page)
    assert after < before
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("News")
    assert number(page) == after
    expect(page.locator(f"[id='{row_id}'].is-unread")).to_have_count(0)
