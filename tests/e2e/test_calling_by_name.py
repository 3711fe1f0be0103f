"""Calling a member of a circle by name: offered after @ while one types, taken by keyboard, and left alone with Escape."""

from playwright.sync_api import expect

from tests.e2e.conftest import sign_in


def test_names_are_offered_after_an_at_and_taken_with_the_keyboard(window, demo_site):
    page = window("desk")
    sign_in(page, demo_site, "mentor@demo.example", "demo-community")
    page.goto(demo_site.url + "/circles")
    page.get_by_role("main").get_by_role("link", name="First year of leading").first.click()
    page.get_by_role("link", name="Write").click()
    page.wait_for_load_state()  # whoever types before the page is there writes the name by hand
    field = page.get_by_role("textbox", name="Write to the circle")
    names = page.get_by_role("listbox")
    field.press_sequentially("A question, @an")
    expect(names.get_by_role("option")).to_have_text(["Ana Conceição", "Anaïs Bélanger"])
    field.press("Escape")
    expect(names).to_be_hidden()
    field.press_sequentially("a")
    field.press("ArrowDown")
    expect(names.get_by_role("option", selected=True)).to_have_text("Anaïs Bélanger")
    field.press("Tab")
    expect(field).to_have_value("A question, @Anaïs Bélanger ")
    expect(field).to_be_focused()
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".mention").first).to_have_text("@Anaïs Bélanger")
