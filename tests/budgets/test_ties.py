"""Pages of ties do the same number of queries with 3 ties and with 30, and contacts as many."""

from datetime import timedelta

import pytest

from community.core import clock
from community.ties import actions
from tests.budgets.test_queries import BUDGET, queries_of


@pytest.fixture
def befriend(world, make):
    """befriend(n): Ana has that many more ties of every kind, and as many contacts with Mia and offers to answer."""
    mia = make.tie(world.ana, world.mia)

    def grow(number: int) -> None:
        today = clock.today()
        for count in range(number):
            make.due(world.ana, make.person(name="Ida Teller"))
            make.tie(world.ana, make.person(name="Ida Teller"), on=today - timedelta(days=2 * count + 1))
            lately = make.tie(world.ana, make.person(name="Ida Teller"))
            actions.tell(world.ana, lately, on=today - timedelta(days=count + 1))
            actions.tell(world.ana, mia, on=today - timedelta(days=500 + count), note="tides")
            actions.offer(make.person(name="Ida Teller"), world.ana)

    grow.mia = mia
    return grow


# How many queries a page may do.
PAGES = {
    "/ties": BUDGET,
    "/ties?state=due": BUDGET,
    "/ties?state=long_ago": BUDGET,
    # The pages themselves do five; each feature says in one more what two people share.
    "/ties/{mia}": 5,
    "/ties/warm-up": 5,
    "/": None,  # what the panels of others may cost there is counted in test_queries.py
}


def test_pages_of_ties_cost_the_same_with_three_and_with_thirty(world, befriend, browse, app):
    browser = browse(world.ana, checks=False)
    paths = {page: page.format(mia=befriend.mia.tie.public_id) for page in PAGES}
    befriend(3)
    few = {page: queries_of(browser, path) for page, path in paths.items()}
    befriend(27)
    for page, path in paths.items():
        many = queries_of(browser, path)
        assert len(many) == len(few[page]), f"{page}: one query per row somewhere:\n" + "\n".join(many)
        most = PAGES[page]
        if most is not None:
            shared = 0 if most == BUDGET else len(app.extensions["registry"].shared_past)
            assert len(many) <= most + shared, f"{page} does {len(many)} queries:\n" + "\n\n".join(many)
