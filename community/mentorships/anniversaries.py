"""Round years of mentorships, for who likes to be reminded of them (registered under `anniversaries`)."""

from datetime import date

from community.accounts.models import Person
from community.core.panels import Anniversary
from community.mentorships import queries

YEARS = (1, 2)  # and then every five


def anniversaries(actor: Person, first: date, last: date) -> list[Anniversary]:
    """The actor's mentorships which began a round number of years before one of these days, with people who are here."""
    found: dict[int, Anniversary] = {}
    for one in queries.began_of(actor):
        for year in sorted({first.year, last.year}):
            on = day_in(one.started_on, year)
            years = year - one.started_on.year
            if first <= on <= last and is_round(years):
                found.setdefault(
                    one.person_id, Anniversary(one.person_id, one.public_id, one.name, on, years, one.as_mentor)
                )
    return list(found.values())


def is_round(years: int) -> bool:
    """1, 2, 5, 10, and every five from then on."""
    return years in YEARS or (years > 0 and years % 5 == 0)


def day_in(began: date, year: int) -> date:
    """The day of a year on which something has its anniversary; 29 February is remembered on the 28th."""
    leap = began.month == 2 and began.day == 29
    return date(year, 2, 28) if leap else began.replace(year=year)
