"""The circles of the demo: in every state, so that whoever tries it finds everything one can do in a circle."""

import pytest
from sqlalchemy import func, select

from community.accounts.models import Person
from community.circles.models import Circle, CircleMember, CirclePost, CircleWish
from community.core.extensions import db
from tests.browser import Browser


def browsing(app, name: str) -> Browser:
    """Somebody of the demo one can sign in as; their requests find no other transaction open."""
    person = db.session.execute(select(Person).where(Person.email == f"{name}@demo.example")).scalar_one()
    browser = Browser.of(app, person)
    db.session.remove()
    return browser


def test_there_are_twelve_circles_in_every_state(inside):
    circles = db.session.scalars(select(Circle)).all()
    assert len(circles) == 12 and {one.state for one in circles} == {"running", "closing", "ended"}
    assert {one.joining for one in circles} == {"open", "on_request", "by_invitation"}
    assert any(one.facilitator_id is None for one in circles if one.is_running)
    assert any(one.charter_number == 0 for one in circles) and any(one.charter_number == 2 for one in circles)
    assert {*db.session.scalars(select(CircleMember.state))} >= {"in", "asked", "invited", "waiting", "left"}
    assert db.session.scalar(select(func.count()).select_from(CirclePost)) >= 12
    assert db.session.scalar(select(func.count()).select_from(CircleWish)) >= 20


@pytest.mark.parametrize("name", ["alumna", "mentor", "peer", "coordinator"])
def test_every_page_of_circles_one_finds_is_well_made(demo_app, inside, name):
    browser = browsing(demo_app, name)
    seen, waiting = set(), ["/circles"]
    while waiting and len(seen) < 60:
        path = waiting.pop()
        seen.add(path)
        page = browser.page(path)
        waiting += [one for one in page.links if one.startswith("/circles") and one not in seen and one not in waiting]
    assert len(seen) >= 12
