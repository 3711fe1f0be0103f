"""Every page of circles that somebody finds by walking from one to the next, looked at once for each kind of page."""

import re
from collections import Counter

from tests.e2e.conftest import sign_in
from tests.e2e.onlooker import TWO_LOOKS, Onlooker

PASSWORD = "demo-community"
AN_ID = re.compile(r"/(?=[^/]*[A-Z0-9_-])[\w-]{12}(?=/|$)")
# Pages of which several are worth a look: circles in different states.
MANY = {"/circles/*": 4, "/circles/*/meetings": 2}
# Who walks, from where, and what they have to come by, or they have lost their way. Each looks at what nobody before has seen.
WALKS = {
    "alumna": (["/circles"], {"/circles", "/circles/*", "/circles/*/charter", "/circles/meetings/*", "/circles/*/people"}),
    "mentor": (["/circles"], {"/circles/*/charter/new", "/circles/*/meetings/new", "/circles/*/invite", "/circles/*/edit"}),
    "coordinator": (["/coordination/circles"], {"/coordination/circles", "/coordination/circles/*", "/circles/forming"}),
}  # fmt: skip


def kind_of(path: str) -> str:
    """The page an address leads to, whatever it is about."""
    return AN_ID.sub("/*", path.split("?")[0])


def test_the_pages_of_circles_are_well_made(window, demo_site):
    seen: Counter[str] = Counter()
    for name, (starts, expected) in WALKS.items():
        page = window()
        page.context.set_default_timeout(30_000)
        sign_in(page, demo_site, f"{name}@demo.example", PASSWORD)
        eyes = Onlooker(page, demo_site.url, name, TWO_LOOKS)
        walk(eyes, starts, seen)
        assert expected <= set(seen), f"{name} did not find {expected - set(seen)}"
        eyes.is_content()


def walk(eyes: Onlooker, starts: list[str], seen: Counter[str]) -> None:
    """From page to page, as far as links lead within circles."""
    known, waiting = {*starts}, [*starts]
    while waiting:
        path = waiting.pop(0)
        kind = kind_of(path)
        if seen[kind] < MANY.get(kind, 1):
            seen[kind] += 1
            eyes.open(path, f"{kind.strip('/').replace('/', '-').replace('*', 'one')}-{seen[kind]}")
        else:
            eyes.page.goto(eyes.url + path)
        found = eyes.page.locator("main a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        new = [one for one in found if one and re.match(r"/(coordination/)?circles\b", one) and one not in known]
        known.update(new)
        waiting += [
            one for one in new if seen[kind_of(one)] < MANY.get(kind_of(one), 1) or kind_of(one) == "/circles/*"
        ]
