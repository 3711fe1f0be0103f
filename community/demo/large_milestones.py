"""Milestones and congratulations for a large community, by bulk insert: 2 for each member, and 10 congratulations."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import func, insert, select

from community.accounts.models import Participation
from community.core import clock, search
from community.core.columns import new_public_id
from community.core.extensions import db
from community.demo import texts
from community.milestones.bulk import entries_of_everything
from community.milestones.models import (
    APPLAUSE,
    COHORT,
    EVERYONE,
    KINDS,
    MENTORSHIPS,
    SHARED,
    TIES,
    WORDS,
    Congratulation,
    Milestone,
)

Row = dict[str, Any]
BATCH = 1_000  # larger ones are slower: SQLAlchemy joins the returned pages one by one
EACH = 2
SAID = 5  # to each milestone, on average; a few are said much to
DAYS = 1_500
AUDIENCES = (EVERYONE, EVERYONE, MENTORSHIPS, TIES, COHORT)


def build_milestones(ids: Sequence[int]) -> None:
    """Insert milestones of these people, and what others of them said to each."""
    random = Random(2018)  # noqa: S311 - the same community every time
    now, cohorts = clock.now(), _cohorts()
    wanted = iter(sorted(now - timedelta(minutes=random.randrange(DAYS * 1440)) for _ in range(EACH * len(ids))))
    while batch := [shared_at for shared_at, _number in zip(wanted, range(BATCH), strict=False)]:
        rows = [_milestone(random.choice(ids), shared_at, cohorts, random) for shared_at in batch]
        made = insert(Milestone).returning(Milestone.id, sort_by_parameter_order=True)
        told = list(zip(db.session.execute(made, rows).scalars(), rows, strict=True))
        db.session.execute(insert(Congratulation), list(_said(told, ids, random)))
    db.session.flush()
    search.rebuild("milestone", entries_of_everything())


def _cohorts() -> dict[int, int]:
    """A cohort of everybody who was in one."""
    newest = select(Participation.person_id, func.max(Participation.cohort_id)).group_by(Participation.person_id)
    return {one.person_id: one[1] for one in db.session.execute(newest)}


def _milestone(person_id: int, shared_at: datetime, cohorts: dict[int, int], random: Random) -> Row:
    audience = random.choice(AUDIENCES)
    if audience == COHORT and person_id not in cohorts:
        audience = EVERYONE
    return {
        "public_id": new_public_id(),
        "created_at": shared_at,
        "author_id": person_id,
        "subject_id": person_id,
        "kind": random.choice([*KINDS]),
        "on": shared_at.date(),
        "words": " ".join(random.sample(texts.ABOUTS, 2)),
        "picture_alt": "",
        "audience": audience,
        "cohort_id": cohorts[person_id] if audience == COHORT else None,
        "state": SHARED,
        "revision": 1,
        "shared_at": shared_at,
    }


def _said(told: Sequence[tuple[int, Row]], ids: Sequence[int], random: Random) -> Iterator[Row]:
    for milestone_id, row in told:
        for person_id in {random.choice(ids) for _ in range(200 if random.random() < 0.004 else random.randrange(9))}:
            applause = random.random() < 0.4
            yield {
                "public_id": new_public_id(),
                "created_at": row["shared_at"],
                "milestone_id": milestone_id,
                "person_id": person_id,
                "kind": APPLAUSE if applause else WORDS,
                "words": "" if applause else "What made the difference? I am glad for you.",
                "audience": row["audience"],
                "cohort_id": row["cohort_id"],
                "thanks": "",
                "thanks_openly": False,
            }
