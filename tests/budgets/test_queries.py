"""A page does the same number of queries whatever its data: with 3 rows and with 30."""

import pytest

from tests.sql import statements

BUDGET = 6


def queries_of(browser, path) -> list[str]:
    browser.get(path)  # what a first visit alone does does not count
    with statements() as seen:
        response = browser.get(path)
    assert response.status_code == 200, f"{path}: {response.status}"
    return seen


@pytest.mark.parametrize("path", ["/", "/members"])
def test_a_page_costs_the_same_with_three_rows_and_with_thirty(world, make, browse, path):
    browser = browse(world.ana, checks=False)
    for _ in range(3):
        make.person()
    few = queries_of(browser, path)
    for _ in range(27):
        make.person()
    many = queries_of(browser, path)
    assert len(many) == len(few), "one query per row somewhere:\n" + "\n".join(many)
    assert len(many) <= BUDGET, f"{path} does {len(many)} queries, {BUDGET} are allowed:\n" + "\n\n".join(many)
