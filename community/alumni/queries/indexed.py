"""What the index is made of: people with their cohorts, and the facets that are stored."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from community.accounts.models import PRESENT, Cohort, Participation, Person, Programme
from community.alumni.facets import COHORT, CohortOf
from community.alumni.models import Facet, Profile
from community.core.extensions import db


def by_person_id(person_id: int) -> Profile | None:
    """The profile of a person of an event."""
    return db.session.scalar(
        select(Profile).where(Profile.person_id == person_id).options(joinedload(Profile.person, innerjoin=True))
    )


def person_by_id(person_id: int) -> Person | None:
    """The person of an event."""
    return db.session.get(Person, person_id)


def cohorts_of(person_id: int) -> list[CohortOf]:
    """The cohorts somebody was in, on either side."""
    return [CohortOf(*row[1:]) for row in db.session.execute(_cohorts().where(Participation.person_id == person_id))]


def stored_facets(person_id: int) -> Sequence[Facet]:
    """Every facet row of somebody, to compare with what it should be."""
    return db.session.scalars(select(Facet).where(Facet.person_id == person_id)).all()


def whose_cohorts_are_missing(most: int) -> Sequence[int]:
    """Members with a cohort (from a roster imported after they joined) that their facets do not know yet."""
    known = select(Facet.value).where(Facet.person_id == Participation.person_id, Facet.kind == COHORT)
    return db.session.scalars(
        select(Profile.person_id)
        .join(Participation, Participation.person_id == Profile.person_id)
        .join(Cohort, Cohort.id == Participation.cohort_id)
        .join(Person, Person.id == Profile.person_id)
        .where(Person.standing.in_(PRESENT), Cohort.public_id.not_in(known))
        .distinct()
        .limit(most)
    ).all()


def everybody_in_batches(size: int = 500) -> Iterator[tuple[Profile, list[CohortOf]]]:
    """All profiles of present members with their cohorts, in batches: (profile, cohorts). For reindexing."""
    last = 0
    while True:
        profiles = db.session.scalars(
            select(Profile)
            .join(Profile.person)
            .options(joinedload(Profile.person, innerjoin=True))
            .where(Profile.person_id > last, Person.standing.in_(PRESENT))
            .order_by(Profile.person_id)
            .limit(size)
        ).all()
        if not profiles:
            return
        last = profiles[-1].person_id
        ids = [profile.person_id for profile in profiles]
        cohorts: dict[int, list[CohortOf]] = {}
        for row in db.session.execute(_cohorts().where(Participation.person_id.in_(ids))):
            cohorts.setdefault(row[0], []).append(CohortOf(*row[1:]))
        for profile in profiles:
            yield profile, cohorts.get(profile.person_id, [])


def _cohorts() -> Any:
    return (
        select(
            Participation.person_id,
            Cohort.public_id,
            Cohort.name,
            Programme.public_id,
            Programme.name,
        )
        .join(Cohort, Cohort.id == Participation.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .distinct()
        .order_by(Participation.person_id, Programme.name, Cohort.name, Cohort.public_id)
    )
