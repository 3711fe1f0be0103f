"""A page does the same number of queries whatever its data: with 3 rows and with 30."""

from collections.abc import Callable

import pytest

from community.alumni.actions import ensure_profile, reindex_person
from community.alumni.fields import KEYS
from tests.sql import statements

BUDGET = 6
# On somebody's profile five features say what the two share and could do: a look each for ties, milestones and circles more.
BUDGET_OF_A_PROFILE = 9


def queries_of(browser, path) -> list[str]:
    browser.get(path)  # what a first visit alone does does not count
    with statements() as seen:
        response = browser.get(path)
    assert response.status_code == 200, f"{path}: {response.status}"
    return seen


@pytest.fixture
def members(world, make, db) -> Callable[[int], None]:
    """members(n) are that many more who take part, have a profile to find, and shared a mentorship with Ana and with Pau."""

    def take_part(how_many: int) -> None:
        for _ in range(how_many):
            person = make.person(name="Ida Teller")
            profile = ensure_profile(person)
            profile.offers = ["tide tables"]
            profile.headline, profile.audiences = (
                "Keeps lighthouses",
                dict.fromkeys(KEYS, "members"),
            )
            for mentor in (world.ana, world.pau):
                make.mentorship(mentor, person)
            db.flush()
            reindex_person(person.id)

    return take_part


PAGES = (
    "/",
    "/members",
    "/members?filters=open",
    "/members?q=ida",
    "/members?offers=tide+tables",
    "/members?q=ida&offers=tide+tables",
    "/members/{pau}",
    "/members/{ana}",
    "/mentorships",
    "/catchups",
)


def test_a_page_costs_the_same_with_three_rows_and_with_thirty(world, members, browse):
    browser = browse(world.ana, checks=False)
    paths = [page.format(pau=world.pau.public_id, ana=world.ana.public_id) for page in PAGES]
    members(3)
    few = {path: queries_of(browser, path) for path in paths}
    members(27)
    for path in paths:
        many = queries_of(browser, path)
        assert len(many) == len(few[path]), f"{path}: one query per row somewhere:\n" + "\n".join(many)
        most = BUDGET_OF_A_PROFILE if path.endswith(world.pau.public_id) else BUDGET
        assert len(many) <= most, f"{path} does {len(many)} queries, {most} are allowed:\n" + "\n\n".join(many)


def test_these_pages_show_their_rows(world, members, browse):
    members(3)
    for path in ("/members", "/members?q=ida", f"/members/{world.pau.public_id}", "/mentorships"):
        assert browse(world.ana, checks=False).get(path).text.count("Ida Teller") >= 3, path
