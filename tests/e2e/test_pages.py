"""Every page somebody can reach, on a phone and on a desk, by day and by night: nothing for axe-core, no line too wide,
no complaint of the browser. The demo community is looked at and left as it was found.

SCREENSHOTS=1 keeps pictures of all of them in tests/e2e/screenshots.
"""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import sign_in
from tests.e2e.onlooker import Onlooker

PASSWORD = "demo-community"
# What the pages of the alumna's catch-ups say, one of each.
SAID = {
    "if-need-be": "could do these times if need be",
    "thread": "I have three questions",
    "exchange": "are writing to each other",
    "again-one": "You can still change your mind",
    "again-both": "You both said: again, some day",
    "ask-me-after": "would be glad if you asked again",
    "suggestion": "suggests somebody",
    "introduction": "got words of their own",
}
MESSY = """Mentor;Mentor e-mail;Mentee;Mail of mentee;Programme;Cohort;Start;End;Project
Zoë Ackermann;zoe@example.net;Jürgen Maß;jurgen@example.net;Open Paths;2019;03/04/2019;05/09/2019;Maps for everyone
Zoë Ackermann;zoe@example.net;Ada Lind;not-an-address;Open Paths;2019;03/04/2019;05/09/2019;A fault
Zoë Ackermann;zoe@example.net;Zoë Ackermann;zoe@example.net;Open Paths;2019;03/04/2019;05/09/2019;One on both sides
"""


@pytest.fixture
def onlooker(window, demo_site):
    def of(who: str, email: str | None = None) -> Onlooker:
        page = window()
        page.context.set_default_timeout(30_000)
        if email:
            sign_in(page, demo_site, email, PASSWORD)
        return Onlooker(page, demo_site.url, who)

    return of


def test_what_a_visitor_sees(onlooker):
    eyes = onlooker("visitor")
    eyes.open("/", "landing")
    eyes.open("/login", "sign-in")
    eyes.page.fill("[name=email]", "nobody@example.org")
    eyes.page.fill("[name=password]", "wrong")
    eyes.page.get_by_role("button", name="Sign in", exact=True).click()
    eyes.look("sign-in-refused")
    eyes.open("/reset", "reset")
    eyes.open("/reset/sent", "reset-sent")
    eyes.open("/reset/broken", "reset-broken", status=404)
    eyes.open("/nowhere", "not-found", status=404)
    eyes.open("/demo/mail", "demo-mails")
    eyes.open(eyes.link("/demo/mail", "catchups.agreed"), "demo-mail")
    eyes.is_content()


def test_what_a_newcomer_sees(onlooker):
    eyes = onlooker("newcomer")
    eyes.page.goto(eyes.url + eyes.link("/demo/mail", "accounts.invitation"))
    words = eyes.page.locator("main").inner_text()
    path = "/join/" + words.split("/join/")[1].split()[0]
    eyes.open(path, "welcome")
    eyes.page.get_by_role("link", name="Begin").click()
    while not eyes.page.url.endswith("/roster"):
        step = eyes.page.url.rsplit("/", 1)[1]
        eyes.look(f"step-{step}")
        if step == "key":
            eyes.page.get_by_role("button", name="Continue").click()
            eyes.look("step-key-refused")
            eyes.page.get_by_label("Password").fill("a calm river in spring")
        eyes.page.get_by_role("button", name="Continue").click()
        eyes.page.wait_for_url(lambda url, step=step: not url.endswith(f"/{step}"))
    eyes.look("step-roster")
    eyes.is_content()


def test_what_an_alumna_sees(onlooker):
    eyes = onlooker("alumna", "alumna@demo.example")
    eyes.open("/", "home")
    eyes.page.set_viewport_size({"width": 360, "height": 740})
    eyes.page.locator(".account-button").click()
    eyes.look("account-menu")
    eyes.open("/members", "directory")
    eyes.open("/members?q=an", "directory-search")
    eyes.open("/members?q=zzzz", "directory-nobody")
    eyes.page.get_by_role("link", name="Filter by topic").click()
    eyes.look("directory-filters")
    eyes.open("/members?language=en", "directory-filtered")
    mentor = eyes.link("/mentorships", "/members/")
    eyes.open(mentor, "profile")
    eyes.open(f"{mentor}/block", "block")
    for path in (
        "edit",
        "edit/you",
        "edit/place",
        "edit/work",
        "edit/topics",
        "edit/contact",
        "edit/portrait",
    ):
        eyes.open(f"/members/{path}", path.replace("/", "-"))
    for path in ("edit/audiences", "edit/availability", "preview", "check"):
        eyes.open(f"/members/{path}", path.replace("/", "-"))
    eyes.is_content()


def test_what_an_alumna_sees_of_keeping_in_touch(onlooker):
    eyes = onlooker("alumna", "alumna@demo.example")
    eyes.page.goto(eyes.url + "/")
    eyes.page.locator(".home-reach .menu summary").first.click()
    eyes.look("home-reach-menu")
    eyes.open("/notifications", "news")
    eyes.open("/notifications?show=unread", "news-unread")
    eyes.open("/ties", "ties")
    for state in ("due", "long_ago", "in_touch", "quiet", "resting"):
        eyes.open(f"/ties?state={state}", f"ties-{state}")
    tie = eyes.page.goto(eyes.url + "/ties") and eyes.page.locator(".tie-row a").first.get_attribute("href")
    eyes.open(f"{tie}?open=talked", "tie-we-talked")
    eyes.open(f"{tie}?open=later", "tie-later")
    eyes.page.get_by_label("Think of it again on").fill("2001-01-01")
    eyes.page.get_by_role("button", name="Put it off").click()
    eyes.look("tie-refused")
    for path in ("warm-up", "why"):
        eyes.open(f"/ties/{path}", f"ties-{path}")
    eyes.is_content()


def test_what_an_alumna_does_with_catch_ups(onlooker):
    eyes = onlooker("alumna", "alumna@demo.example")
    eyes.open("/catchups", "catch-ups")
    eyes.open("/catchups/introductions", "introductions")
    eyes.open("/catchups/introductions/new", "introductions-choose")
    eyes.open(eyes.link("/catchups/introductions/new", "/members/"), "introductions-choose-other")
    asked = eyes.link("/catchups", "Call with Miriam Okafor")
    eyes.open(asked, "answer")
    eyes.page.get_by_role("button", name="Send my answer").click()
    expect(eyes.page.get_by_role("alert")).to_be_visible()
    eyes.look("answer-refused")
    eyes.open(f"{asked}/refusal", "not-now")
    eyes.open(f"{asked}/proposal", "propose")
    agreed = eyes.link("/catchups", "Call with Jonas")
    eyes.open(agreed, "agreed")
    eyes.open(f"{agreed}/cancellation", "cancel")
    someone = eyes.link("/members?catchups=anyone", "/members/", 4)
    eyes.open(f"{someone}/catch-up", "ask")
    eyes.page.get_by_role("button", name="Ask", exact=False).last.click()
    expect(eyes.page.get_by_role("alert")).to_be_visible()
    eyes.look("ask-refused")
    eyes.open(f"{someone}/message", "write")
    eyes.is_content()


def test_what_was_said_in_catch_ups_of_an_alumna(onlooker):
    eyes = onlooker("alumna", "alumna@demo.example")
    eyes.page.goto(eyes.url + "/catchups")
    lines = eyes.page.locator("main .catchup-row a")
    told = {str(one.get_attribute("href")) for one in lines.all()}
    seen: dict[str, str] = {}
    for path in sorted(told):
        eyes.page.goto(eyes.url + path)
        words = eyes.page.locator("main").inner_text()
        for name, said in SAID.items():
            if said in words and name not in seen:
                seen[name] = path
                eyes.look(name)
    assert set(seen) == set(SAID)
    eyes.open(eyes.link(seen["thread"], "/messages/"), "take-back")
    eyes.page.goto(eyes.url + "/catchups/introductions/new")
    first = eyes.link("/catchups/introductions/new", "/members/")
    both = eyes.link(first, "/introduction/")
    eyes.open(both, "introduce")
    eyes.is_content()


def test_what_opens_from_mails_about_catch_ups(onlooker):
    eyes = onlooker("visitor")
    for kind, part in (
        ("asked", "answer"),
        ("asked", "not-now"),
        ("if_need_be", "answer"),
        ("introduced", "introduced"),
    ):
        eyes.page.goto(eyes.url + eyes.link("/demo/mail", f"catchups.{kind}"))
        path = f"/catchups/{part}/"
        rest = eyes.page.locator("main").inner_text().split(path)[1].split()[0]
        eyes.open(path + rest, f"mail-{kind}-{part}")
    eyes.is_content()


def test_what_a_mentor_sees(onlooker):
    eyes = onlooker("mentor", "mentor@demo.example")
    eyes.open("/", "home")
    eyes.open("/catchups", "catch-ups")
    eyes.open(eyes.link("/catchups", "with Jonas"), "did-you-meet")
    assert eyes.page.get_by_role("button", name="Yes, we met").count()
    eyes.open("/mentorships", "mentorships")
    mentorship = eyes.link("/mentorships", "/mentorships/")
    eyes.open(mentorship, "mentorship")
    eyes.open(f"{mentorship}/correction", "correction")
    eyes.open(f"{mentorship}/dispute", "dispute")
    eyes.is_content()


def test_what_an_alumna_sees_of_milestones(onlooker):
    eyes = onlooker("alumna", "alumna@demo.example")
    for path, name in (
        ("", "milestones"),
        ("?of=everyone", "milestones-everyone"),
        ("?of=everyone&filters=open", "milestones-filters"),
        ("?q=zzzz", "milestones-none"),
        ("/mine", "milestones-mine"),
        ("/about", "milestone-about"),
        ("/settings", "milestone-settings"),
        ("/new", "milestone-new"),
    ):
        eyes.open(f"/milestones{path}", name)
    eyes.page.get_by_role("button", name="Share it").click()
    eyes.look("milestone-refused")
    eyes.open(eyes.link("/milestones/about", "about="), "milestone-new-about")
    answer = eyes.link("/milestones", "/answer")
    eyes.open(answer, "milestone-answer")
    eyes.page.locator("textarea").fill("")
    eyes.page.get_by_role("button", name="Yes, share it").click()
    eyes.look("milestone-answer-refused")
    own = eyes.link("/milestones", "You have a new role")
    eyes.open(own, "milestone-own")
    for part in ("edit", "audience", "removal"):
        eyes.open(f"{own}/{part}", f"milestone-{part}")
    eyes.open(eyes.link(own, "/thanks"), "milestone-thanks")
    eyes.open(eyes.link("/milestones/mine", "Jonas"), "milestone-waits")
    eyes.is_content()


def test_what_a_mentor_sees_of_milestones(onlooker):
    eyes = onlooker("mentor", "mentor@demo.example")
    eyes.open("/", "home-news")
    assert eyes.page.get_by_text("Your people’s news").count()
    eyes.open("/milestones", "milestones")
    eyes.page.get_by_role("link", name="Congratulate").first.click()
    eyes.look("milestones-congratulate")
    eyes.open(eyes.link("/milestones", "had a small win"), "milestone")
    eyes.page.get_by_role("button", name="Congratulate").click()
    eyes.look("milestone-congratulate-refused")
    own = eyes.link("/milestones", "Ana Conceição has a new role")
    eyes.open(own, "milestone-congratulated")
    eyes.open(eyes.link(own, "Change your words"), "milestone-words")
    eyes.page.goto(eyes.url + eyes.link("/demo/mail", "milestones.shared"))
    words = eyes.page.locator("main").inner_text()
    eyes.open("/milestones/by-mail/" + words.split("/milestones/by-mail/")[1].split()[0], "milestone-by-mail")
    eyes.is_content()


def test_the_settings(onlooker):
    eyes = onlooker("mentor", "mentor@demo.example")
    for path in (
        "",
        "/security",
        "/email",
        "/mail",
        "/language",
        "/quiet",
        "/blocks",
        "/calendar",
        "/opened",
        "/leave",
        "/password",
        "/verify",
    ):
        eyes.open(f"/settings{path}", f"settings{path.replace('/', '-')}")
    for path in ("/app", "/passkeys/new"):
        eyes.open(f"/settings{path}", f"settings{path.replace('/', '-')}")
    eyes.page.goto(eyes.url + "/settings/mail")
    eyes.page.get_by_label("How many mails a week at most").fill("99")
    eyes.page.get_by_role("button", name="Save").first.click()
    eyes.look("settings-mail-refused")
    eyes.page.goto(eyes.url + eyes.link("/demo/mail", "catchups.agreed"))
    words = eyes.page.locator("main").inner_text()
    eyes.open("/notifications/off/" + words.split("/notifications/off/")[1].split()[0], "no-more-mails")
    eyes.page.goto(eyes.url + "/settings/quiet")
    eyes.page.locator("label", has_text="Until a day of your own").click()
    eyes.page.get_by_role("button", name="Be quiet until then").click()
    eyes.look("settings-quiet-refused")
    eyes.page.locator("label", has_text="A month").click()
    eyes.page.get_by_role("button", name="Be quiet until then").click()
    eyes.look("settings-quiet-until")
    eyes.open("/", "home-quiet")
    eyes.page.get_by_role("button", name="Come back now").click()
    eyes.page.get_by_text("Good to have you back.").wait_for()
    eyes.is_content()


def test_what_a_coordinator_sees(onlooker):
    eyes = onlooker("coordinator", "coordinator@demo.example")
    eyes.open("/", "home")
    for path in (
        "",
        "/import",
        "/invitations",
        "/invitations/choice",
        "/invitations/new",
        "/people",
        "/mentorships",
    ):
        eyes.open(f"/coordination{path}", f"coordination{path.replace('/', '-')}")
    for path in ("/delivery", "/log", "/registrations"):
        eyes.open(f"/coordination{path}", f"coordination{path.replace('/', '-')}")
    eyes.open("/coordination/people?q=zzzz", "people-nobody")
    person = eyes.link("/coordination/people?standing=invited", "/coordination/people/")
    eyes.open(person, "person-invited")
    person = eyes.link("/coordination/people?standing=active", "/coordination/people/", 3)
    eyes.open(person, "person")
    eyes.open(f"{person}/role", "role")
    eyes.open(f"{person}/suspension", "suspension")
    eyes.is_content()


def test_what_a_coordinator_sees_of_an_import(onlooker):
    eyes = onlooker("coordinator", "coordinator@demo.example")
    page = eyes.page
    page.goto(eyes.url + "/coordination/import")
    page.get_by_label("The roster").set_input_files(
        {"name": "messy.csv", "mimeType": "text/csv", "buffer": MESSY.encode("utf-8-sig")}
    )
    page.get_by_role("button", name="Upload and look").click()
    page.wait_for_url("**/columns")
    eyes.look("import-columns")
    page.get_by_role("button", name="Show what would happen").click()
    eyes.look("import-columns-refused")
    page.get_by_label("The day: 3/4/2016").check()
    page.get_by_role("button", name="Show what would happen").click()
    page.get_by_role("button", name="Import", exact=True).wait_for()
    eyes.look("import-preview")
    page.get_by_role("button", name="Drop it").click()
    page.wait_for_url("**/coordination/import")
    eyes.look("import-again")
    eyes.is_content()
