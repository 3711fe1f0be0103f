"""Round years of mentorships: for who asked for them, on the days around, and never by themselves."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.core.errors import Invalid
from community.mentorships.anniversaries import day_in, is_round
from community.milestones import actions, queries
from community.milestones.models import Congratulation, Milestone


def found(person, today):
    return [(one.name, one.years, one.as_mentor) for one in queries.anniversaries(person, today)]


def test_only_who_asked_for_it_is_reminded(world):
    on = date(2026, 5, 23)  # mia and ana began on 23 May 2016
    assert found(world.ana, on) == []
    actions.set_wishes(world.ana, kinds=["anniversary"])
    assert found(world.ana, on) == [("Mia Chen 陈", 10, False)]
    assert found(world.mia, on) == []
    actions.set_wishes(world.mia, kinds=["anniversary"])
    assert found(world.mia, on) == [("Ana Ruiz Gómez", 10, True)]
    actions.set_wishes(world.ana, kinds=[])
    assert found(world.ana, on) == []
    with pytest.raises(Invalid):
        actions.set_wishes(world.ana, kinds=["birthday"])


@pytest.mark.parametrize(
    ("today", "years"),
    [
        (date(2026, 5, 19), None),
        (date(2026, 5, 20), 10),
        (date(2026, 5, 26), 10),
        (date(2026, 5, 27), None),
        (date(2017, 5, 23), 1),
        (date(2018, 5, 23), 2),
        (date(2019, 5, 23), None),
        (date(2021, 5, 23), 5),
        (date(2031, 5, 23), 15),
        (date(2016, 5, 23), None),
    ],
)
def test_three_days_around_in_round_years(world, today, years):
    actions.set_wishes(world.ana, kinds=["anniversary"])
    assert [one.years for one in queries.anniversaries(world.ana, today)] == ([years] if years else [])


@pytest.mark.parametrize("what", ["disputed", "blocked", "left", "no day"])
def test_nothing_is_said_of_who_is_gone_or_what_was_not_so(world, make, what):
    actions.set_wishes(world.ana, kinds=["anniversary"])
    mentorship = world.mentorship
    if what == "disputed":
        mentorship.disputed_by_id = world.mia.id
    elif what == "blocked":
        make.block(world.mia, world.ana)
    elif what == "left":
        world.mia.standing = "left"
    else:
        mentorship.started_on = None
    assert found(world.ana, date(2026, 5, 23)) == []


def test_around_new_year_it_is_found_from_both_sides(world, make):
    actions.set_wishes(world.ana, kinds=["anniversary"])
    make.mentorship(world.pau, world.ana, started_on=date(2015, 12, 31), ended_on=None)
    for today in (date(2025, 12, 29), date(2025, 12, 31), date(2026, 1, 2)):
        assert found(world.ana, today) == [("Pau Ferrer", 10, False)]


def test_nothing_is_shared_or_mailed_by_itself(world, worker, mails, db):
    actions.set_wishes(world.ana, kinds=["anniversary"])
    queries.anniversaries(world.ana, date(2026, 5, 23))
    worker.drain()
    assert not list(mails)
    assert db.query(Milestone).count() == db.query(Congratulation).count() == 0


@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)), st.integers(1991, 2090))
def test_every_year_has_the_day(began, year):
    day = day_in(began, year)
    assert (day.year, day.month) == (year, began.month) and abs(day.day - began.day) <= 1


def test_round_years():
    assert [years for years in range(26) if is_round(years)] == [1, 2, 5, 10, 15, 20, 25]
