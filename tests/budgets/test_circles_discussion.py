"""The discussion of a circle does the same number of queries with 3 conversations and with 30, replied and reacted to."""

import pytest

from community.circles import actions
from tests.budgets.test_queries import BUDGET, queries_of
from tests.circles.making import post, reply

# One conversation asks for the post, its replies, the reader's own row, and whom one may call in the reply.
BUDGET_OF_A_CONVERSATION = 12


@pytest.fixture
def talk(world, make):
    """talk(n) are that many more conversations in a circle of Ana's; gives the addresses of its pages."""
    circle = make.circle(world.ana, world.mia, world.pau).circle
    first = post(world.mia, circle, "The tide, @Ana.")

    def go_on(how_many: int) -> list[str]:
        for number in range(how_many):
            said = post(world.mia, circle, f"Tide number {number}, @Pau.")
            actions.react(world.pau, reply(world.pau, said, f"Tide {number}."), kind="thanks")
            actions.react(world.pau, reply(world.pau, first, f"And {number}."), kind="smile")
        own = f"/circles/{circle.public_id}"
        return [own, f"{own}/search?q=tide", f"/circles/posts/{first.public_id}"]

    return go_on


def test_a_page_costs_the_same_with_three_conversations_and_with_thirty(world, talk, browse):
    browser = browse(world.ana, checks=False)
    few = {path: queries_of(browser, path) for path in talk(3)}
    talk(27)
    for path, before in few.items():
        many = queries_of(browser, path)
        assert len(many) == len(before), f"{path}: one query per row somewhere:\n" + "\n".join(many)
        most = BUDGET_OF_A_CONVERSATION if "/posts/" in path else BUDGET
        assert len(many) <= most, f"{path} does {len(many)} queries, {most} are allowed:\n" + "\n\n".join(many)
