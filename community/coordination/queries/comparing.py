"""What a roster's lines are compared with: read in a few statements, however many lines there are."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import case, select

from community.accounts.models import Cohort, Participation, Person, Programme
from community.coordination.plan import Known, KnownMentorship, KnownPerson
from community.coordination.roster.outcomes import Problem, RosterRow
from community.core.extensions import db
from community.core.text import fold
from community.mentorships.models import Mentorship

AT_ONCE = 500
MANY = 2_000


def known_for(outcomes: Iterable[RosterRow | Problem]) -> Known:
    """Everybody and everything these lines may mean."""
    addresses: set[str] = set()
    for outcome in outcomes:
        if isinstance(outcome, RosterRow):
            addresses.update((outcome.mentor.email, outcome.coachee.email))
    known = Known(people=people_by_address(addresses), programmes=programmes(), cohorts=cohorts())
    if known.people:
        known.mentorships = _mentorships([person.id for person in known.people.values()])
    return known


def people_by_address(addresses: Collection[str]) -> dict[str, KnownPerson]:
    """Address → person, for those who are known."""
    rows = _rows_of(addresses, Person.email, Person.id, Person.name, Person.standing)
    return {email: KnownPerson(id_, name, standing != "invited") for email, id_, name, standing in rows}


def programmes() -> dict[str, int]:
    """Folded name → id."""
    rows = db.session.execute(select(Programme.name_folded, Programme.id))
    return {row[0]: row[1] for row in rows}


def cohorts() -> dict[tuple[int, str], int]:
    """(programme, folded name) → id."""
    rows = db.session.execute(select(Cohort.programme_id, Cohort.name, Cohort.id).order_by(Cohort.id.desc()))
    return {(programme, fold(name)): id_ for programme, name, id_ in rows}


def participations(person_ids: Collection[int]) -> set[tuple[int, int, str]]:
    """Who is known to have taken part where, on which side."""
    return {
        tuple(row) for row in _rows_of(person_ids, Participation.person_id, Participation.cohort_id, Participation.side)
    }


def _mentorships(person_ids: Collection[int]) -> dict[tuple[int, int, int], KnownMentorship]:
    kept_by = case(
        (Mentorship.disputed_by_id.is_not(None), "disputed"),
        (Mentorship.corrected_by_id.is_not(None), "corrected"),
        else_=None,
    )
    columns = (Mentorship.coachee_id, Mentorship.mentor_id, Mentorship.cohort_id, Mentorship.kind, Mentorship.id,
               Mentorship.started_on, Mentorship.ended_on, Mentorship.focus, kept_by)  # fmt: skip
    return {
        (mentor, coachee, cohort): KnownMentorship(*rest)
        for coachee, mentor, cohort, kind, *rest in _rows_of(person_ids, *columns)
        if kind == "formal"
    }


def _rows_of(values: Collection[Any], column: Any, *others: Any) -> Iterator[Any]:
    """Rows (column, *others) for these values of the column.

    Few are asked for by name. For many the whole table is read once: it takes a moment, whereas long lists of values make
    PostgreSQL read it anew for each of them as long as it has not looked at the new rows.
    """
    if len(values) > MANY:
        wanted = set(values)
        rows = db.session.execute(select(column, *others).execution_options(yield_per=5_000))
        yield from (row for row in rows if row[0] in wanted)
        return
    ordered = sorted(values)
    for start in range(0, len(ordered), AT_ONCE):
        yield from db.session.execute(select(column, *others).where(column.in_(ordered[start : start + AT_ONCE])))
