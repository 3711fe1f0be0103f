"""Whatever a page about promises, check-ins, polls and the end of a circle shows, its reader may use."""

from urllib.parse import urlsplit

import pytest

from community.circles import queries
from community.circles.actions.ending import end
from tests.circles.making import closing, closing_words, meeting, poll, promise, question

STATES = ("running", "closing", "ended")


@pytest.fixture
def circle(world, make):
    """Ana's circle with Mia and Pau, with something of each kind in it."""
    seat = make.circle(world.ana, world.mia, world.pau, is_listed=False)
    question(world.ana, meeting(seat))
    poll(world.ana, seat.circle)
    for person in (world.ana, world.mia):
        promise(person, seat.circle)
    return seat.circle


def pages(person, circle):
    home = f"/circles/{circle.public_id}"
    yield from (f"{home}/promises", f"{home}/closing")
    if not circle.is_running:
        yield from (f"{home}/ties", f"{home}/renewal")
    for one in queries.open_polls(person, circle.id):
        yield f"/circles/polls/{one.public_id}"
    for one in queries.meetings_ahead(circle.id):
        yield f"/circles/meetings/{one.public_id}/checkin"


@pytest.mark.parametrize("name", ["ana", "mia"])
@pytest.mark.parametrize("state", STATES)
def test_every_link_and_form_may_be_used(world, browse, circle, name, state):
    person = getattr(world, name)
    if state != "running":
        closing(world.ana, circle)
        closing_words(world.ana, circle)
    if state == "ended":
        end(queries.locked(circle.id))
    browser, shown = browse(person), {}
    for path in list(pages(person, circle)):
        page = browser.page(path)
        for link in {urlsplit(link).path for link in page.links if link.startswith("/circles/")}:
            assert browser.get(link).status_code in (200, 303), f"{name} is shown on {path} a way to {link}"
        shown |= {action: path for method, action in page.forms if method == "post" and action.startswith("/circles/")}
    for action in sorted(shown, key=lambda one: one.endswith("/removal")):  # what ends something comes last
        status = browser.post(action).status_code
        assert status in (303, 422), f"{name} is shown on {shown[action]} a form to {action}: {status}"
