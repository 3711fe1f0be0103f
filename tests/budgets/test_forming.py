"""Pages of forming circles do the same number of queries with a few people on the list and with many."""

import pytest

from community.circles import actions
from tests.budgets.test_queries import queries_of
from tests.circles.making import draft, wish

# The frame of a page for coordinators, the draft, and its people read as forming reads them.
BUDGET = 12


@pytest.fixture
def addresses(world, make):
    """addresses(n) is a draft of that many people more, and the addresses of its pages."""
    known: list = []

    def form(how_many):
        known.extend(make.person(name="Ida Seeker") for _ in range(how_many))
        place = draft(world.cora, *known)
        return [
            "/circles/forming",
            f"/circles/forming/{place.forming.public_id}",
            f"/circles/forming/people/{place.public_id}",
            f"/circles/forming/{place.forming.public_id}/release",
        ]

    return form


def test_a_page_costs_the_same_with_a_few_people_and_with_many(world, browse, addresses):
    browser = browse(world.cora, checks=False)
    few = [queries_of(browser, path) for path in addresses(8)]
    for path, before in zip(addresses(24), few, strict=True):
        many = queries_of(browser, path)
        assert len(many) == len(before), f"{path}: one query per row somewhere:\n" + "\n".join(many)
        assert len(many) <= BUDGET, f"{path} does {len(many)} queries:\n" + "\n\n".join(many)


def test_what_became_of_many_circles_costs_what_it_costs_of_one(world, browse, make, worker):
    browser, costs = browse(world.cora, checks=False), []
    for how_many in (4, 16):
        place = draft(world.cora, *(make.person() for _ in range(how_many)))
        actions.release(world.cora, place.forming)
        worker.drain()
        costs.append(len(queries_of(browser, f"/circles/forming/{place.forming.public_id}")))
    assert costs[0] == costs[1] <= BUDGET


def test_ones_own_wish_costs_little(world, browse):
    wish(world.ana)
    assert len(queries_of(browse(world.ana, checks=False), "/circles/wish")) <= 3
