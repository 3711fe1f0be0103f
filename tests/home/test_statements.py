"""What home costs: six statements for an ordinary member, as many with thirty of everything as with three, and a bound for who
is told everything at once."""

from datetime import timedelta

import pytest

from community.accounts.models import Availability
from community.alumni.actions import ensure_profile
from community.catchups import actions
from community.core import clock
from community.ties import actions as tie_actions
from tests.sql import statements

ORDINARY, EVERYTHING = 6, 10


@pytest.fixture
def settled(make):
    """settled() joined long ago, has said a word about themselves, and checked it lately."""

    def make_person(**values):
        person = make.person(joined_at=clock.now() - timedelta(days=400), **values)
        profile = ensure_profile(person)
        profile.headline, profile.checked_on = "Tide tables", clock.today()
        return person

    return make_person


@pytest.fixture
def rows(settled, make):
    """rows(person, n): that many ties due, new ones, offers, and catch-ups coming."""

    def fill(person, how_many: int) -> None:
        for _ in range(how_many):
            make.due(person, settled())
            make.tie(person, settled())
            tie_actions.offer(settled(), person)
            coming = make.catchup(settled(), person)
            actions.accept(person, coming, starts_at=coming.times[0].starts_at)

    return fill


def seen_by(browser) -> list[str]:
    browser.page("/")
    with statements() as seen:
        browser.page("/")
    return seen


def test_an_ordinary_home_takes_six_statements_with_three_of_everything_and_with_thirty(
    settled, rows, make, browse, db
):
    person = settled()
    db.get(Availability, person.id).catchups_per_month = 1000
    browser = browse(person, checks=False)
    rows(person, 3)
    few = seen_by(browser)
    rows(person, 27)
    many = seen_by(browser)
    assert len(many) == len(few) <= ORDINARY, "\n\n".join(many)


def test_who_is_told_everything_at_once_costs_a_bounded_number(settled, rows, make, browse):
    """A new member with an empty profile, a mentorship that has just ended, an introduction, and news of others."""
    person, other = make.person(), settled()
    rows(person, 3)
    make.mentorship(person, other, ended_on=clock.today() - timedelta(days=3))
    make.introduction(settled(), person, settled())
    make.milestone(other)
    seen = seen_by(browse(person, checks=False))
    assert ORDINARY < len(seen) <= EVERYTHING, "\n\n".join(seen)
