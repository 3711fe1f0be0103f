"""Without JavaScript everything still works: the demo community, a phone, and scripts switched off."""

import re
from datetime import date, timedelta

from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import sign_in

PASSWORD = "demo-community"
ROSTER = b"Mentor,Mentor e-mail,Coachee,Coachee e-mail,Programme,Cohort,Start,End\nIda Holm,ida@example.net,Ole Dahl,ole@example.net,Nordic Paths,2021,2021-05-03,2021-09-01\n"


def member(window, demo_site, name: str) -> Page:
    page = window("phone", javascript=False)
    sign_in(page, demo_site, f"{name}@demo.example", PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hello")
    return page


def test_a_wrong_password_is_said_on_the_page(window, demo_site):
    page = window("phone", javascript=False)
    sign_in(page, demo_site, "peer@demo.example", "not this one")
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    expect(page.get_by_label("E-mail")).to_have_value("peer@demo.example")


def test_the_bar_and_the_menu_of_the_account_lead_everywhere(window, demo_site):
    page = member(window, demo_site, "coordinator")
    for name, heading in (
        ("Members", "Members"),
        ("Catch-ups", "Catch-ups"),
        ("Mentorships", "Mentorships"),
        ("Coordination", "Coordination"),
    ):
        bar = page.get_by_role("navigation", name="Main")
        if bar.get_by_role("link", name=name).count() == 0:  # the bar of a phone has room for five
            bar.get_by_role("button", name="More").click()
        bar.get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    for name, path in (("Settings", "/settings"), ("Your profile", "/members/edit")):
        page.get_by_role("button", name=re.compile("Your account")).click()
        page.get_by_role("navigation", name="Your account").get_by_role("link", name=name).click()
        assert page.url == demo_site.url + path
    page.get_by_role("button", name=re.compile("Your account")).click()
    page.get_by_role("button", name="Sign out").click()
    page.goto(demo_site.url + "/members")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_the_colours_are_chosen_and_kept(window, demo_site):
    page = member(window, demo_site, "peer")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Dark", exact=True).click()
    page.wait_for_load_state()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert light != dark
    page.goto(demo_site.url + "/members")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    page.get_by_role("button", name="Automatic").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "auto")


def test_the_directory_is_searched_and_filtered(window, demo_site):
    page = member(window, demo_site, "peer")
    page.goto(demo_site.url + "/members")
    people = page.locator(".people > *")
    everybody = people.count()
    page.get_by_label("Name, topic, place, or any word").fill("bogota")
    page.get_by_role("button", name="Find").click()
    assert 0 < people.count() < everybody
    expect(people.first).to_contain_text("Bogotá")
    page.get_by_role("link", name="Clear").click()
    page.get_by_role("link", name="Filter by topic").click()
    page.get_by_label("Can help with").select_option(index=1)
    page.get_by_role("button", name="Show", exact=True).click()
    assert people.count()
    expect(page.get_by_role("list", name="Filters in use").get_by_role("listitem")).to_have_count(1)
    page.get_by_role("list", name="Filters in use").get_by_role("link").click()
    assert people.count() == everybody


def test_a_catch_up_is_asked_for_and_agreed(window, demo_site):
    cora, ana = member(window, demo_site, "coordinator"), member(window, demo_site, "alumna")
    cora.goto(demo_site.url + "/members?q=conceicao ana")
    cora.get_by_role("link", name="Ana Conceição").click()
    cora.get_by_role("link", name="Ask for a catch-up").click()
    cora.get_by_label("A walk").check()
    row = cora.get_by_role("group", name="Time 1")
    row.get_by_label("Day").fill((date.today() + timedelta(days=9)).isoformat())
    row.get_by_label("Time").fill("15:30")
    cora.get_by_role("button", name="Show the times for both of us").click()
    expect(cora.locator("main")).to_contain_text("Nothing is sent yet")
    expect(cora.locator("main")).to_contain_text("2:30 PM for Ana Conceição (Lisbon time)")
    cora.get_by_role("button", name="Ask Ana Conceição").click()
    expect(cora.locator("main")).to_contain_text("Ana Conceição has your request.")

    ana.goto(demo_site.url)
    ana.get_by_role("link", name="Walk with Cora Lindqvist").click()
    ana.get_by_role("button", name="Yes, this time").click()
    expect(ana.locator("main")).to_contain_text("It is agreed.")
    cora.reload()
    expect(cora.locator("main")).to_contain_text("It is agreed.")
    cora.get_by_role("link", name="Cancel this catch-up").click()
    cora.get_by_role("button", name="Cancel the catch-up").click()
    expect(cora.locator("main")).to_contain_text("This catch-up was cancelled.")


def test_a_request_is_answered_from_the_mail_by_who_is_signed_out(window, demo_site):
    ana, reader = member(window, demo_site, "alumna"), window("phone", javascript=False)
    ana.goto(demo_site.url + "/members?q=cora lindqvist")
    ana.get_by_role("link", name="Cora Lindqvist").click()
    ana.get_by_role("link", name="Ask for a catch-up").click()
    ana.get_by_label("A meal").check()
    for number in (1, 2):
        row = ana.get_by_role("group", name=f"Time {number}")
        row.get_by_label("Day").fill((date.today() + timedelta(days=9 + number)).isoformat())
        row.get_by_label("Time").fill("12:30")
    ana.get_by_role("button", name="Ask Cora Lindqvist").click()
    expect(ana.locator("main")).to_contain_text("Cora Lindqvist has your request.")

    link = link_of_mail(reader, demo_site, "Ana Conceição would like to share a meal with you", "/catchups/answer/")
    for _opened in range(2):  # a scanner of mails may open it, too
        reader.goto(demo_site.url + link)
        expect(reader.get_by_role("heading", level=1)).to_contain_text("share a meal")
    reader.get_by_role("button", name="Send my answer").click()
    expect(reader.get_by_role("alert")).to_be_visible()
    answers = reader.locator(".weighed-times fieldset")
    expect(answers).to_have_count(2)
    answers.nth(0).get_by_label("No", exact=True).check()
    answers.nth(1).get_by_label("If need be").check()
    reader.get_by_role("button", name="Send my answer").click()
    expect(reader.locator("main")).to_contain_text("It is for Ana Conceição to choose")
    reader.goto(demo_site.url + "/catchups")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Sign in")

    ana.reload()
    expect(ana.locator("main")).to_contain_text("Cora Lindqvist could do these times if need be.")
    expect(ana.get_by_role("radio")).to_have_count(1)
    ana.get_by_role("button", name="Yes, this time").click()
    expect(ana.locator("main")).to_contain_text("It is agreed.")
    reader.goto(demo_site.url + link)
    expect(reader.locator("main")).to_contain_text("It is agreed.")


def link_of_mail(page: Page, demo_site, subject: str, holding: str) -> str:
    """The path of a link in a mail of the demo, as soon as the worker has sent it."""
    for _look in range(100):
        page.goto(demo_site.url + "/demo/mail")
        found = page.get_by_role("link", name=subject)
        if found.count():
            break
        page.wait_for_timeout(200)
    found.first.click()
    expect(page.locator("main")).to_contain_text(holding)
    return holding + page.locator("main").inner_text().split(holding)[1].split()[0]


def test_a_roster_is_uploaded_and_looked_at(window, demo_site):
    page = member(window, demo_site, "coordinator")
    page.goto(demo_site.url + "/coordination/import")
    page.get_by_role("button", name="Upload and look").click()
    expect(page.get_by_role("alert")).to_contain_text("Please choose the file")
    page.get_by_label("The roster").set_input_files({"name": "paths.csv", "mimeType": "text/csv", "buffer": ROSTER})
    page.get_by_role("button", name="Upload and look").click()
    expect(look_again_until(page, "What paths.csv would do")).to_contain_text("Nothing has been written yet.")
    expect(page.locator("main")).to_contain_text("Ida Holm mentored Ole Dahl")
    page.get_by_role("button", name="Drop it").click()
    expect(page.locator("main")).to_contain_text("Nothing of it was imported.")


def look_again_until(page: Page, heading: str) -> Locator:
    """Press "Look again", as somebody without JavaScript does, until the worker is through."""
    for _press in range(200):
        if page.get_by_role("heading", level=1).inner_text() == heading:
            break
        page.get_by_role("link", name="Look again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    return page.locator("main")


def test_what_comes_by_mail_is_chosen_and_kept(window, demo_site):
    page = member(window, demo_site, "peer")
    page.goto(demo_site.url + "/settings/mail")
    topic = page.get_by_role("group", name="When somebody joins your circle")
    topic.get_by_label("never").check()
    page.get_by_label("How many mails a week at most").fill("99")
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_role("alert")).to_contain_text("A number from 0 to 20, please.")
    expect(topic.get_by_label("never")).to_be_checked()
    page.get_by_label("How many mails a week at most").fill("2")
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_role("status")).to_contain_text("At most 2 mails of news a week.")
    expect(topic.get_by_label("never")).to_be_checked()
    expect(page.get_by_label("How many mails a week at most")).to_have_value("2")
