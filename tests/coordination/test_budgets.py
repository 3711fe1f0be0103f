"""The lists of coordinators cost the same with three rows and with thirty, and no page asks too much."""

from community.coordination.actions import invitations
from community.mentorships import actions as mentorships
from community.mentorships import queries
from tests.sql import statements

MOST = 11  # the page of deliveries asks after each thing that could go wrong; the overview adds up people, invitations, rosters and four facts about the worker


def rows_of(world, make, number):
    for _ in range(number):
        person = make.person(standing="invited")
        invitations.send_again(world.cora, person)
        made = make.mentorship(world.mia, make.person())
        mentorships.dispute(world.mia, queries.by_id(made.id))


PAGES = (
    "/coordination",
    "/coordination/people",
    "/coordination/invitations",
    "/coordination/mentorships",
    "/coordination/log",
    "/coordination/delivery",
    "/coordination/import",
)


def test_a_list_costs_the_same_with_three_rows_and_with_thirty(world, make, browse):
    browser = browse(world.cora, checks=False)
    rows_of(world, make, 3)
    few = {path: statements_of(browser, path) for path in PAGES}
    rows_of(world, make, 27)
    for path in PAGES:
        many = statements_of(browser, path)
        assert len(few[path]) == len(many), path + "\n" + "\n".join(many)
        assert len(many) <= MOST, path + "\n" + "\n\n".join(many)


def test_the_list_of_mentorships_costs_the_same_with_many(world, make, browse):
    browser = browse(world.mia, checks=False)
    few = statements_of(browser, "/mentorships")
    for _ in range(20):
        make.mentorship(world.mia, make.person())
    many = statements_of(browser, "/mentorships")
    assert len(few) == len(many) <= 6, "\n".join(many)


def statements_of(browser, path):
    browser.get(path)
    with statements() as seen:
        assert browser.get(path).status_code == 200
    return seen
