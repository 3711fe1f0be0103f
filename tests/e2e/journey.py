"""What people do on their way: joining, walking a page by keyboard, reading the calendar in a mail."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import icalendar
import pyotp
from playwright.sync_api import Locator, Page, expect

from tests.postbox import text_of

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
HELD = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return "nothing has the focus";
  const outlined = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  const around = [one, one.parentElement, one.closest("li, .form-check, .panel, summary, main")].filter(Boolean);
  const drawn = outlined(getComputedStyle(one, "::after")) || around.some((element) => outlined(getComputedStyle(element)));
  if (!drawn) return "no outline on " + one.outerHTML.slice(0, 200);
  const box = one.getBoundingClientRect();
  if (box.bottom <= 0 || box.top >= innerHeight) return "outside of the window: " + one.outerHTML.slice(0, 200);
  const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1), y = (Math.max(box.top, 1) + Math.min(box.bottom, innerHeight - 1)) / 2;
  const top = document.elementFromPoint(x, y);
  const near = top && (one.contains(top) || top.contains(one) || one.closest(".form-check")?.contains(top));
  return near ? "" : "hidden beneath " + top?.outerHTML.slice(0, 120) + ": " + one.outerHTML.slice(0, 120);
}"""


def link_in(mail: EmailMessage) -> str:
    """The first link of a mail."""
    found = re.search(r"http://\S+", text_of(mail))
    assert found, text_of(mail)
    return found.group()


def walk_to_key(page: Page, link: str) -> None:
    """Open an invitation and go on until it asks how one would like to sign in."""
    page.goto(link)
    page.get_by_role("link", name="Begin").click()
    expect(page).to_have_url(re.compile("/privacy$"))
    while not page.url.endswith("/key"):
        before = page.url
        page.get_by_role("button", name="Continue").click()
        page.wait_for_url(lambda url, before=before: url != before)


def join_by_password(page: Page, link: str, password: str) -> None:
    """Join with a password; ends after the last button."""
    walk_to_key(page, link)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/roster")
    page.get_by_role("button", name="Join").click()


def join_by_passkey(page: Page, link: str) -> None:
    """Join with a passkey, kept by the window's virtual authenticator."""
    walk_to_key(page, link)
    page.get_by_role("button", name="Make a passkey").click()
    page.wait_for_url("**/roster")
    page.get_by_role("button", name="Join").click()


def set_up_app(page: Page, look: Callable[[], None]) -> None:
    """Type the key into "an app" and its code into the page; keep the recovery codes, having looked at them."""
    key = page.locator("main code").inner_text().replace("-", "").replace(" ", "")
    page.get_by_role("textbox", name="Code").fill(pyotp.TOTP(key).now())
    page.get_by_role("button", name="Continue").click()
    codes = page.get_by_role("list", name="Recovery codes").get_by_role("listitem")
    expect(codes).not_to_have_count(0)
    look()
    page.get_by_role("link", name="I have kept them").click()


def tab_to(page: Page, wanted: Locator, most: int = 60) -> None:
    """Press Tab until an element has the focus; wherever the focus is on the way, it is seen."""
    for _step in range(most):
        page.keyboard.press("Tab")
        assert not (trouble := page.evaluate(HELD)), trouble
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{wanted} is not reached with {most} times Tab")


def day_of_unequal_summers(today: date) -> date:
    """The next day in March on which New York has changed its clocks and Berlin has not (one in autumn, when none is near)."""
    days = [today + timedelta(days=number) for number in range(2, 360)]
    apart = [day for day in days if hours_apart(day) == 5]
    return min(apart, key=lambda day: (day.month != 3, day))


def hours_apart(day: date) -> float:
    """By how many hours Berlin is ahead of New York."""
    noon = datetime.combine(day, time(12), BERLIN)
    difference = (noon.utcoffset() or timedelta()) - (noon.astimezone(NEW_YORK).utcoffset() or timedelta())
    return difference / timedelta(hours=1)


class Entry:
    """What a calendar program finds in a mail."""

    def __init__(self, mail: EmailMessage) -> None:
        parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
        assert parts, f"no calendar in {mail['Subject']!r}"
        texts = {part.get_payload(decode=True) for part in parts}
        assert len(texts) == 1, "the calendar in the mail and the attached one differ"
        calendar = icalendar.Calendar.from_ical(texts.pop())
        (event,) = calendar.walk("VEVENT")
        self.method = str(calendar["METHOD"])
        assert {part.get_param("method") for part in parts} <= {self.method, None}
        assert any(part.get_param("method") == self.method for part in parts)
        self.uid, self.sequence, self.status = (
            str(event["UID"]),
            int(event["SEQUENCE"]),
            str(event.get("STATUS", "")),
        )
        self.starts_at, self.ends_at = event["DTSTART"].dt, event["DTEND"].dt
        self.zone = str(event["DTSTART"].params.get("TZID", "UTC"))
