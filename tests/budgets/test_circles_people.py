"""The pages of people and charter do the same number of queries with 3 members and with 20, with one version and with 10."""

from tests.budgets.test_queries import queries_of

# How many queries a page may do; the reader's own row, their circle and the reader are among them.
PAGES = {"people": 6, "charter": 5, "charter/versions": 5, "charter/versions/2": 6, "charter/new": 4, "leaving": 3}


def test_people_and_charter_cost_the_same_with_three_and_with_twenty(world, make, browse):
    seat = make.circle(world.ana, make.person(), make.person(), size=20)
    make.charter(seat)
    browser = browse(world.ana, checks=False)
    paths = {page: f"/circles/{seat.circle.public_id}/{page}" for page in PAGES}
    few = {page: queries_of(browser, path) for page, path in paths.items()}
    for _ in range(17):
        make.seat(seat.circle, make.person())
    for _ in range(8):
        make.charter(seat)
    for page, path in paths.items():
        many = queries_of(browser, path)
        assert len(many) == len(few[page]), f"{page}: one query per row somewhere:\n" + "\n".join(many)
        assert len(many) <= PAGES[page], f"{page} does {len(many)} queries:\n" + "\n\n".join(many)
