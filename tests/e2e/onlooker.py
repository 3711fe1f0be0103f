"""Somebody who looks at a page on a phone and on a desk, by day and by night, and says what is wrong with it."""

import json
import os
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ConsoleMessage, Page

SCREENSHOTS = Path(__file__).parent / "screenshots"
PHONE, DESK = (360, 740), (1280, 900)
# Every rule on both sizes, each in another scheme; the rules about colour in the two looks that are left.
ALL_RULES: dict = {}
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
LOOKS = (
    ("phone", PHONE, "light", ALL_RULES),
    ("phone", PHONE, "dark", COLOURS),
    ("desk", DESK, "light", COLOURS),
    ("desk", DESK, "dark", ALL_RULES),
)
# Where there are many pages of one room: each size once, every rule on the desk, where all of a page is to be seen.
TWO_LOOKS = (("phone", PHONE, "light", COLOURS), ("desk", DESK, "dark", ALL_RULES))
AXE = "options => axe.run(document, {resultTypes: ['violations'], ...options}).then(found => found.violations)"
TOO_WIDE = """() => {
  const wide = innerWidth;
  if (document.scrollingElement.scrollWidth <= wide) return [];
  const over = [...document.querySelectorAll("body *")].filter(one => one.getBoundingClientRect().right > wide + 1);
  return over.slice(0, 5).map(one => one.outerHTML.slice(0, 200)).concat(`width ${document.scrollingElement.scrollWidth}`);
}"""


class Onlooker:
    """Opens pages in one window and remembers everything the browser complained about."""

    def __init__(self, page: Page, url: str, who: str, looks: tuple = LOOKS) -> None:
        self.page, self.url, self.who, self.looks = page, url, who, looks
        self.complaints: list[str] = []
        self.seen: list[str] = []
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))

    def open(self, path: str, name: str, status: int = 200) -> None:
        """Go there as a reader would, and look."""
        answer = self.page.goto(self.url + path)
        assert answer is not None and answer.status == status, f"{path}: {answer and answer.status}"
        self.look(name)

    def look(self, name: str) -> None:
        """Look at the page as it stands, in both sizes and schemes; complain about everything at once."""
        # A click waits until the next page has begun, not until it is there: a page that begins has no root yet.
        self.page.wait_for_load_state()
        for size, (width, height), scheme, rules in self.looks:
            self.page.set_viewport_size({"width": width, "height": height})
            self.page.emulate_media(color_scheme=scheme)
            where = f"{self.who} on {name} ({self.page.url}), {size}, {scheme}"
            if too_wide := self.page.evaluate(TOO_WIDE):
                self.complaints.append(f"{where}: wider than the window: {too_wide}")
            self.complaints += [f"{where}: {finding}" for finding in self._axe(rules)]
            if os.environ.get("SCREENSHOTS"):
                self._picture(f"{self.who}-{name}-{size}-{scheme}")
        self.seen.append(name)

    def link(self, path: str, holding: str, number: int = 0) -> str:
        """The address of a link on another page: by what its text or address holds."""
        self.page.goto(self.url + path)
        links = self.page.locator("main a")
        found = links.evaluate_all(
            "(all, holding) => all.filter(a => (a.textContent + ' ' + a.getAttribute('href')).includes(holding)).map(a => a.getAttribute('href'))",
            holding,
        )
        assert len(found) > number, f"{path} has no link with {holding!r}"
        return str(found[number])

    def is_content(self) -> None:
        """Demand that there was nothing to complain about."""
        assert not self.complaints, "\n".join(self.complaints)

    def _axe(self, rules: dict) -> list[str]:
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(AXE_SCRIPT)
        return [
            f"{violation['id']}: {violation['help']}: "
            + "; ".join(json.dumps(node["target"]) + " " + node["html"][:160] for node in violation["nodes"][:3])
            for violation in self.page.evaluate(AXE, rules)
        ]

    def _listen(self, message: ConsoleMessage) -> None:
        # Chromium reports the status of the page itself (404 for what is not there, 422 for a form to correct).
        is_the_page = message.location["url"] == self.page.url and "Failed to load resource" in message.text
        if message.type in {"error", "warning"} and not (
            is_the_page and any(status in message.text for status in ("404", "422"))
        ):
            self.complaints.append(f"{self.page.url}: the console says: {message.text}")

    def _picture(self, name: str) -> None:
        SCREENSHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)
