"""The order of the directory: whoever is asked too often is met later, new volunteers sooner, and the rest takes turns.

It says nothing about anybody's worth and is shown to nobody. Only what all members may know goes into it.
"""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    and_,
    case,
    cast,
    func,
    literal,
    select,
    union_all,
    update,
)

from community.accounts.models import Availability
from community.alumni.models import Profile
from community.core import clock, registry
from community.core.extensions import db

STEP = 100_000
MIDDLE = 5
NEW_VOLUNTEER_DAYS = 60
ASKED_DAYS = 30


def rank_again(*where: ColumnElement[bool]) -> None:
    """Compute the place in the directory anew, for everybody or for the profiles of these clauses."""
    today = clock.today()
    rank = (MIDDLE + _open(today) - _asked()) * STEP + _turn(today)
    db.session.execute(
        update(Profile)
        .where(Profile.directory_rank != rank, *where)
        .values(directory_rank=rank, changed_at=Profile.changed_at)
        .execution_options(synchronize_session=False)
    )


def rank_the_lately_asked() -> None:
    """The same for whoever has been asked for something since yesterday."""
    since = clock.now() - timedelta(days=1)
    for source in registry.of_app().requests_received:
        asked = source(since).subquery()
        rank_again(Profile.person_id.in_(select(next(iter(asked.c)))))


def _open(today: date) -> ColumnElement[int]:
    """Up for who volunteered lately, down for who does not take requests from everybody."""
    new = and_(
        Availability.peer_mentoring.in_(("open", "limited")),
        Availability.volunteered_on >= today - timedelta(days=NEW_VOLUNTEER_DAYS),
    )
    paused_no_more = and_(Availability.catchups == "not_now", Availability.catchups_until < today)
    catchups = case((paused_no_more, Availability.catchups_then), else_=Availability.catchups)
    points = case((new, 2), else_=0) - case((catchups == "anyone", 0), else_=1)
    found = select(points).where(Availability.person_id == Profile.person_id).scalar_subquery()
    return func.coalesce(found, 0)


def _asked() -> ColumnElement[int]:
    """Down for who was asked about as often in the last month as they wish, and far down beyond it."""
    since = clock.now() - timedelta(days=ASKED_DAYS)
    sources = [source(since).subquery() for source in registry.of_app().requests_received]
    if not sources:
        return literal(0)
    columns = [tuple(source.c)[:2] for source in sources]
    every = union_all(
        *(select(person.label("person_id"), count.label("asked")) for person, count in columns)
    ).subquery()
    asked = (
        select(func.coalesce(func.sum(every.c.asked), 0))
        .where(every.c.person_id == Profile.person_id)
        .scalar_subquery()
    )
    wished = (
        select(Availability.catchups_per_month).where(Availability.person_id == Profile.person_id).scalar_subquery()
    )
    return case((asked == 0, 0), (asked >= wished, 3), (asked * 2 >= wished, 1), else_=0)


def _turn(today: date) -> Any:
    """Each week another order within a step, the same for all readers."""
    week = today.toordinal() // 7
    mixed = cast(Profile.person_id, BigInteger) * 48_271 + week * 104_729
    return mixed % STEP
