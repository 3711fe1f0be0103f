"""A large community of the same kind by bulk insert, for measuring: `flask demo --members 100000`."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import islice
from random import Random
from typing import Any
from uuid import uuid4

from sqlalchemy import insert, select

from community.accounts.models import Availability, Cohort, Participation, Person, Programme
from community.alumni import actions as alumni
from community.alumni.bulk import CohortOf, rows_for
from community.alumni.models import Facet, Profile
from community.core import clock, search
from community.core.columns import new_public_id
from community.core.extensions import db
from community.core.text import fold
from community.demo import texts
from community.demo.large_circles import build_circles
from community.demo.large_ties import build_ties
from community.demo.names import Invented, invent
from community.mentorships.models import Mentorship

BATCH = 5_000
COHORTS_EACH = 20
Row = dict[str, Any]


def build_large(members: int, told: Callable[[int], None] = lambda done: None) -> None:
    """Insert `members` people with profiles, cohorts and mentorships. `told(done)` is called after each batch."""
    random = Random(2016)  # noqa: S311 - the same community every time
    cohorts = _cohorts()
    entries: list[tuple[int, str, str, str]] = []
    people = iter(enumerate(invent(members)))
    ids: list[int] = []
    while batch := list(islice(people, BATCH)):
        entries += _insert_batch(batch, cohorts, random, ids)
        told(batch[-1][0] + 1)
    build_ties(ids)
    build_circles(ids)
    search.rebuild("person", entries)
    alumni.count_values()
    alumni.rank_again()


def _cohorts() -> list[tuple[CohortOf, int]]:
    """Every cohort as a profile names it, with its id."""
    made: list[tuple[CohortOf, int]] = []
    for name in texts.PROGRAMMES:
        programme = db.session.execute(select(Programme).filter_by(name_folded=fold(name))).scalar() or Programme(
            name=name
        )
        db.session.add(programme)
        db.session.flush()
        for number in range(COHORTS_EACH):
            year = f"{2006 + number}"
            cohort = db.session.execute(select(Cohort).filter_by(programme_id=programme.id, name=year)).scalar()
            if cohort is None:
                cohort = Cohort(programme_id=programme.id, name=year)
                db.session.add(cohort)
                db.session.flush()
            named = CohortOf(cohort.public_id, cohort.name, programme.public_id, programme.name)
            made.append((named, cohort.id))
    return made


def _insert_batch(
    batch: list[tuple[int, Invented]], cohorts: list[tuple[CohortOf, int]], random: Random, everybody: list[int]
) -> list[tuple[int, str, str, str]]:
    people = [_person(number, invented, random) for number, invented in batch]
    kept = insert(Person).returning(Person.id, sort_by_parameter_order=True)
    ids = list(db.session.execute(kept, people).scalars())
    everybody += ids
    told: list[Row] = []
    parts: list[Row] = []
    pairs: list[Row] = []
    for place, person_id in enumerate(ids):
        cohort, cohort_id = random.choice(cohorts)
        told.append(_told(person_id, people[place]["email"], batch[place][1], cohort, random))
        parts.append({"person_id": person_id, "cohort_id": cohort_id, "side": "coachee"})
        if place:
            pairs.append(_mentorship(ids[random.randrange(place)], person_id, cohort_id, cohort))
    rows = rows_for(told)
    for model, values in (
        (Profile, rows.profiles),
        (Availability, rows.availabilities),
        (Facet, rows.facets),
        (Participation, parts),
        (Mentorship, pairs),
    ):
        if values:
            db.session.execute(insert(model), values)
    return rows.entries


def _person(number: int, invented: Invented, random: Random) -> Row:
    now = clock.now()
    return {
        "public_id": new_public_id(),
        "name": invented.name,
        "name_folded": fold(invented.name)[:400],
        "email": f"many{number}@demo.example",
        "role": "member",
        "standing": "active",
        "time_zone": invented.origin.zone,
        "language": "en",
        "created_at": now,
        "joined_at": now - timedelta(days=random.randint(1, 900)),
        "fs_uniquifier": uuid4().hex,
        "fs_webauthn_user_handle": uuid4().hex,
    }


def _told(person_id: int, email: str, invented: Invented, cohort: CohortOf, random: Random) -> Row:
    topics = random.sample(texts.TOPICS, 5)
    return {
        "person_id": person_id,
        "name": invented.name,
        "email": email,
        "cohorts": (cohort,),
        "headline": random.choice(texts.HEADLINES),
        "about": random.choice(texts.ABOUTS),
        "place": invented.origin.place,
        "languages": invented.origin.languages,
        "work_role": random.choice(texts.ROLES),
        "work_organisation": random.choice(texts.ORGANISATIONS),
        "work_field": random.choice(texts.FIELDS),
        "offers": topics[:3],
        "wants": topics[3:],
    }


def _mentorship(mentor_id: int, coachee_id: int, cohort_id: int, cohort: CohortOf) -> Row:
    year = int(cohort.name)
    return {
        "public_id": new_public_id(),
        "created_at": clock.now(),
        "kind": "formal",
        "mentor_id": mentor_id,
        "coachee_id": coachee_id,
        "cohort_id": cohort_id,
        "started_on": date(year, 5, 1),
        "ended_on": date(year, 8, 31),
        "end_told_at": clock.now(),
        "focus": texts.FOCUSES[coachee_id % len(texts.FOCUSES)],
    }
