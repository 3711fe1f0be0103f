"""Pages of milestones do the same number of queries with 3 rows and with 30, of which every one has been congratulated."""

import pytest

from tests.budgets.test_queries import BUDGET, queries_of


@pytest.fixture
def feed(world, make):
    """feed(n) are that many more coachees of Ana, with a milestone each; Pau congratulates, and so do they Ana's."""
    known = []

    def share(how_many: int) -> str:
        own = known[0] if known else make.milestone(world.ana, words="Tide tables.")
        known[:] = [own]
        for _ in range(how_many):
            person = make.person(name="Ida Teller")
            make.mentorship(world.ana, person)
            make.congratulation(world.pau, make.milestone(person, words="Tide tables at last."))
            make.milestone(world.ana, person, approved=False) if how_many == 3 else None
            make.congratulation(person, own)
        return str(own.public_id)

    return share


PAGES = (
    "/milestones",
    "/milestones?of=everyone",
    "/milestones?of=everyone&q=tide",
    "/milestones?filters=open",
    "/milestones?kind=new_role",
    "/milestones/mine",
    "/milestones/about",
    "/milestones/of/{ana}",
    "/milestones/{own}",
)


def test_a_page_costs_the_same_with_three_rows_and_with_thirty(world, feed, browse):
    browser, own = browse(world.ana, checks=False), feed(3)
    paths = [page.format(own=own, ana=world.ana.public_id) for page in PAGES]
    few = {path: queries_of(browser, path) for path in paths}
    feed(27)
    for path in paths:
        many = queries_of(browser, path)
        assert len(many) == len(few[path]), f"{path}: one query per row somewhere:\n" + "\n".join(many)
        assert len(many) <= BUDGET, f"{path} does {len(many)} queries, {BUDGET} are allowed:\n" + "\n\n".join(many)
