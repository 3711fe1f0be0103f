"""What a roster's lines are compared with: read in a few statements, however many lines there are."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, TypeVar

from sqlalchemy import case, select

from community.accounts.models import Cohort, Participation, Person, Programme
from community.coordination.plan import Known, KnownMentorship, KnownPerson
from community.coordination.roster.outcomes import Problem, RosterRow
from community.core.extensions import db
from community.core.text import fold
from community.mentorships.models import Mentorship

T = TypeVar("T")
AT_ONCE = 1_000


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
    found: dict[str, KnownPerson] = {}
    for some in _in_parts(sorted(addresses)):
        rows = db.session.execute(select(Person.email, Person.id, Person.name, Person.standing).where(Person.email.in_(some)))
        found.update((email, KnownPerson(id_, name, standing != "invited")) for email, id_, name, standing in rows)
    return found


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
    found: set[tuple[int, int, str]] = set()
    for some in _in_parts(sorted(person_ids)):
        rows = db.session.execute(
            select(Participation.person_id, Participation.cohort_id, Participation.side).where(Participation.person_id.in_(some))
        )
        found.update((person, cohort, side) for person, cohort, side in rows)
    return found


def _mentorships(person_ids: Collection[int]) -> dict[tuple[int, int, int], KnownMentorship]:
    kept_by = case(
        (Mentorship.disputed_by_id.is_not(None), "disputed"),
        (Mentorship.corrected_by_id.is_not(None), "corrected"),
        else_=None,
    )
    columns = (Mentorship.mentor_id, Mentorship.coachee_id, Mentorship.cohort_id, Mentorship.id,
               Mentorship.started_on, Mentorship.ended_on, Mentorship.focus, kept_by)  # fmt: skip
    found: dict[tuple[int, int, int], KnownMentorship] = {}
    for some in _in_parts(sorted(person_ids)):
        rows: Any = db.session.execute(select(*columns).where(Mentorship.coachee_id.in_(some), Mentorship.kind == "formal"))
        found.update(((mentor, coachee, cohort), KnownMentorship(*rest)) for mentor, coachee, cohort, *rest in rows)
    return found


def _in_parts(values: list[T]) -> Iterator[list[T]]:
    """A statement may carry only so many values."""
    return (values[start : start + AT_ONCE] for start in range(0, len(values), AT_ONCE))
