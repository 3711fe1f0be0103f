"""What coordinators see of circles costs the same with 3 circles and with 30, with one opening and with several."""

import pytest

from tests.budgets.test_queries import queries_of
from tests.circles import making

PAGES = {"/coordination/circles": 4, "/coordination/circles?q=circle&state=running": 4, "/coordination": 9}


@pytest.fixture
def circles(world, make):
    def more(how_many: int) -> None:
        for _ in range(how_many):
            founder = make.person()
            circle = make.circle(founder, world.mia).circle
            making.meeting(making.queries.seat(founder, circle.public_id))
            if how_many == 3:
                making.report(founder, circle)

    return more


def test_the_pages_of_coordinators_cost_the_same_with_three_circles_and_with_thirty(world, circles, browse):
    browser = browse(world.cora, checks=False)
    circles(3)
    few = {path: queries_of(browser, path) for path in PAGES}
    circles(27)
    for path, most in PAGES.items():
        many = queries_of(browser, path)
        assert len(many) == len(few[path]), f"{path}: one query per row somewhere:\n" + "\n".join(many)
        assert len(many) <= most, f"{path} does {len(many)} queries:\n" + "\n\n".join(many)


def test_what_was_opened_costs_the_same_with_one_opening_and_with_five(world, make, browse):
    circle = make.circle(world.ana, world.mia).circle
    second = make.person(role="coordinator")
    mia, cora = browse(world.mia, checks=False), browse(world.cora, checks=False)
    paths = ("/settings/opened", f"/circles/{circle.public_id}/openings")

    def opened() -> None:
        opening = making.opened(world.cora, second, circle)
        cora.get(f"/circles/openings/{opening.public_id}/talk")
        cora.post(f"/circles/openings/{opening.public_id}/end")

    opened()
    few = {path: queries_of(mia, path) for path in paths}
    for _ in range(4):
        opened()
    for path in paths:
        many = queries_of(mia, path)
        assert len(many) == len(few[path]), f"{path}: one query per row somewhere:\n" + "\n".join(many)
        assert len(many) <= 5, f"{path} does {len(many)} queries:\n" + "\n\n".join(many)
