"""The inbox does the same number of queries with 3 things and with 30, each with a story folded beneath it."""

from tests.budgets.test_queries import BUDGET, queries_of
from tests.notifications.reading import tell

PAGES = ("/notifications", "/notifications?show=unread")


def test_the_inbox_costs_the_same_with_three_things_and_with_thirty(world, browse):
    browser = browse(world.ana, checks=False)

    def fill(how_many: int) -> None:
        for thing in range(how_many):
            for number in range(3):
                tell(world.ana, f"Part {number} of story {how_many} {thing}", thing=f"story:{how_many}:{thing}")

    fill(3)
    few = {path: queries_of(browser, path) for path in PAGES}
    fill(30)
    for path in PAGES:
        many = queries_of(browser, path)
        assert len(many) == len(few[path]), f"{path}: one query per row somewhere:\n" + "\n".join(many)
        assert len(many) <= BUDGET, f"{path} does {len(many)} queries:\n" + "\n\n".join(many)
