"""The first catch-up, as new users live it: roster, invitations, joining, finding each other, agreeing, cancelling."""

import csv
import re
from datetime import datetime, time, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Site
from tests.e2e.journey import (
    BERLIN,
    NEW_YORK,
    Entry,
    day_of_unequal_summers,
    join_by_passkey,
    join_by_password,
    link_in,
    set_up_app,
    tab_to,
)
from tests.e2e.onlooker import Onlooker
from tests.e2e.test_passkeys import give_authenticator

ROSTER = Path(__file__).parents[1] / "coordination" / "rosters" / "whole.csv"
LARS, JULIE = "lars.svensson@example.org", "julie.kralova@example.org"  # mentor and coachee in 2016
PASSWORD = "a calm river in spring"


def test_two_people_of_a_roster_meet_again(site, window):
    coordinator, lars = window(), window()
    julie = window("phone", zone="America/New_York")
    give_authenticator(julie)

    said = site.flask("coordinator", "nia@example.org", "--name", "Nia Okafor").stdout
    join_by_password(coordinator, re.search(r"http://\S+", said).group(), "other people’s data")
    eyes = Onlooker(coordinator, site.url, "newcomer")
    eyes.look("second-factor")
    set_up_app(coordinator, lambda: eyes.look("recovery-codes"))
    expect(coordinator.get_by_role("heading", level=1)).to_have_text("Welcome, Nia Okafor")
    import_the_roster(coordinator, site)
    eyes.look("import-result")
    eyes.is_content()
    invite(coordinator, site, "kralova", "Julie Králová")
    invite(coordinator, site, "lars svensson", "Lars Svensson")

    join_by_password(lars, link_in(*site.wait_for_mail(LARS)), PASSWORD)
    expect(lars.get_by_role("heading", level=1)).to_have_text("Welcome, Lars Svensson")
    join_by_passkey(julie, link_in(*site.wait_for_mail(JULIE)))
    expect(julie.get_by_role("heading", level=1)).to_have_text("Welcome, Julie Králová")
    expect(julie.locator("main")).to_contain_text("New York time")
    tell_where_one_lives(lars, "Köln")
    find(julie, site, "koln", "Lars Svensson")
    find(lars, site, "kralova", "Julie Králová")

    day = day_of_unequal_summers(datetime.now(BERLIN).date())
    starts_at = datetime.combine(day, time(16), BERLIN)
    assert starts_at.astimezone(NEW_YORK).hour == 11  # not 10, as in most of the year
    ask(lars, starts_at)
    accept_by_keyboard(julie, link_in(*site.wait_for_mail(JULIE, words="would like")))
    uid, sequence = calendars_say(site, "REQUEST", starts_at)

    lars.goto(site.url)
    lars.locator("main").get_by_role("link", name="Julie Králová").first.click()
    expect(lars.locator("main")).to_contain_text("4:00 PM")
    cancel(lars)
    assert calendars_say(site, "CANCEL", starts_at, uid=uid, after=sequence)[0] == uid
    julie.reload()
    expect(julie.locator("main")).to_contain_text("This catch-up was cancelled")
    for page in (lars, julie):
        page.goto(site.url + "/catchups")
        expect(page.locator("main")).to_contain_text("cancelled")
        expect(page.get_by_role("heading", name="Coming")).to_have_count(0)
    assert len(site.postbox.to(JULIE)) == 4 and len(site.postbox.to(LARS)) == 3


def import_the_roster(page: Page, site: Site) -> None:
    with ROSTER.open(encoding="utf-8") as roster:
        rows = list(csv.DictReader(roster))
    people = {row[key].strip().lower() for row in rows for key in ("mentor_email", "coachee_email")}
    page.goto(site.url)
    page.get_by_role("link", name="Coordination").first.click()
    page.locator("main").get_by_role("link", name="Import a roster").first.click()
    page.get_by_label("The roster").set_input_files(ROSTER)
    page.get_by_role("button", name="Upload and look").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What whole.csv would do", timeout=60_000)
    expect(page.locator("main")).to_contain_text("Nothing has been written yet.")
    assert shown_numbers(page) == {
        "new people": len(people),
        "new mentorships": len(rows),
        "changed": 0,
        "known already": 0,
        "problems": 0,
    }
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("whole.csv is imported", timeout=60_000)
    assert shown_numbers(page)["new mentorships"] == len(rows)
    expect(page.get_by_role("link", name=f"Invite the {len(people):,} new people of this roster")).to_be_visible()
    assert not site.postbox.to(JULIE)  # importing invites nobody


def shown_numbers(page: Page) -> dict[str, int]:
    """What the tiles of an import say."""
    pairs = page.locator(".stats > *").evaluate_all(
        "all => all.map(one => [...one.children].map(part => part.textContent.trim()))"
    )
    found = {}
    for parts in pairs:
        number, label = sorted(parts, key=lambda part: not part[:1].isdigit())
        found[label] = int(number.replace(",", ""))
    return found


def invite(page: Page, site: Site, words: str, name: str) -> None:
    """Look somebody up as a coordinator and send the invitation."""
    page.goto(site.url + "/coordination/people")
    page.locator("main [name=q]").fill(words)
    page.get_by_role("button", name="Show").first.click()
    page.get_by_role("link", name=name, exact=True).click()
    page.get_by_role("button", name="Invite", exact=True).click()
    expect(page.locator("main")).to_contain_text(f"The invitation to {name} is on its way.")


def tell_where_one_lives(page: Page, place: str) -> None:
    page.locator("main").get_by_role("link", name="Your profile").click()
    page.get_by_role("link", name="Edit your profile").click()
    page.locator("main a", has_text="Edit: Place and languages").click()
    page.get_by_role("textbox", name="Place").fill(place)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text(place)


def find(page: Page, site: Site, words: str, name: str) -> None:
    """Type a word without its accent into the directory and open who is found."""
    page.get_by_role("link", name="Members").first.click()
    page.locator("main [name=q]").fill(words)
    page.locator("main [name=q]").press("Enter")
    page.wait_for_url("**q=*")
    expect(page.locator(".people > *")).to_have_count(1)
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.locator("main")).to_contain_text("2016")


def ask(page: Page, starts_at: datetime) -> None:
    """From the profile that is open: half an hour, in words nobody else reads."""
    page.get_by_role("link", name="Ask for a catch-up").click()
    page.get_by_label("A few words").fill("What became of the LibraryBox app?")
    first = page.get_by_role("group", name="Time 1")
    first.get_by_label("Day").fill(starts_at.strftime("%Y-%m-%d"))
    first.get_by_label("Time").fill(starts_at.strftime("%H:%M"))
    expect(first).to_contain_text("11:00")  # on her clock, while he types
    page.get_by_role("button", name="Ask Julie Králová").click()
    expect(page.locator("main")).to_contain_text("Julie Králová has your request.")
    expect(page.locator("main")).to_contain_text("11:00 AM for Julie Králová (New York time)")


def accept_by_keyboard(page: Page, link: str) -> None:
    """On a phone-sized page, with Tab, Space and Enter alone."""
    page.goto(link)
    expect(page.locator("main")).to_contain_text("11:00 AM (New York time)")
    expect(page.locator("main")).to_contain_text("4:00 PM for Lars Svensson")
    tab_to(page, page.get_by_role("button", name="Yes, this time"))
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("It is agreed.")
    expect(page.locator("main")).to_contain_text("11:00 AM")


def cancel(page: Page) -> None:
    page.get_by_role("link", name="Cancel this catch-up").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cancel this catch-up?")
    page.get_by_role("button", name="Cancel the catch-up").click()
    expect(page.locator("main")).to_contain_text("This catch-up was cancelled")


def calendars_say(site: Site, method: str, starts_at: datetime, *, uid: str = "", after: int = -1) -> tuple[str, int]:
    """Both got the same entry, each on their own clock; returns its uid and sequence."""
    about = {"REQUEST": "agreed", "CANCEL": "cancelled"}[method]
    hers, his = (Entry(*site.wait_for_mail(address, words=about)) for address in (JULIE, LARS))
    for entry, zone in ((hers, "America/New_York"), (his, "Europe/Berlin")):
        assert (entry.method, entry.zone) == (method, zone)
        assert entry.starts_at == starts_at and entry.ends_at - entry.starts_at == timedelta(minutes=30)
        assert entry.sequence > after and uid in ("", entry.uid)
    assert (hers.starts_at.hour, his.starts_at.hour) == (11, 16)
    assert (hers.uid, hers.sequence) == (his.uid, his.sequence)
    return hers.uid, hers.sequence
