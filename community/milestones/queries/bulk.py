"""All milestones in batches, for reindexing."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from community.accounts.models import Person
from community.core.extensions import db
from community.milestones.models import Milestone


def everything_shared(size: int = 1_000) -> Iterator[Milestone]:
    """Every shared milestone with its subject's name."""
    last = 0
    subject = joinedload(Milestone.subject, innerjoin=True).load_only(Person.id, Person.name)
    shared = select(Milestone).options(subject).where(Milestone.shared_at.is_not(None))
    while batch := db.session.scalars(shared.where(Milestone.id > last).order_by(Milestone.id).limit(size)).all():
        last = batch[-1].id
        yield from batch
