"""Days somebody would like to be reminded of, and what falls on them: only for who has asked for it."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select

from community.accounts.models import Person
from community.core.extensions import db
from community.core.panels import Anniversary
from community.core.panels import anniversaries as registered
from community.milestones.models import MilestoneWish

DAYS_AROUND = timedelta(days=3)


def wishes_of(actor: Person) -> set[str]:
    """The kinds of days the actor would like to be reminded of."""
    return set(db.session.scalars(select(MilestoneWish.kind).where(MilestoneWish.person_id == actor.id)))


def anniversaries(actor: Person, today: date) -> Sequence[Anniversary]:
    """The anniversaries around today of who has asked for them; none for others."""
    if "anniversary" not in wishes_of(actor):
        return []
    return registered(actor, today - DAYS_AROUND, today + DAYS_AROUND)


__all__ = ["Anniversary", "anniversaries", "wishes_of"]
