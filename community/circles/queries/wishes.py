"""Who would like a circle: one's own wish, the list coordinators see, and the list as circles are formed from it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, joinedload

from community.accounts.models import PRESENT, Block, Cohort, Participation, Person
from community.circles.forming import Seeker, week_of
from community.circles.models import CircleWish
from community.circles.queries.circles import PERSON_ON_A_LINE
from community.circles.topics import topic_key
from community.core.extensions import db
from community.core.paging import Page, keyset
from community.core.text import fold

WISHES_A_PAGE = 30


def wish_of(person_id: int) -> CircleWish | None:
    """Somebody's own wish."""
    return db.session.scalar(select(CircleWish).where(CircleWish.person_id == person_id))


def wishes(after: str | None = None) -> Page[CircleWish]:
    """Who would like a circle, longest first, with the person; for coordinators."""
    found = _present().options(joinedload(CircleWish.person, innerjoin=True).load_only(*PERSON_ON_A_LINE))
    return keyset(found, key=((CircleWish.created_at, "asc"), (CircleWish.id, "asc")), after=after, size=WISHES_A_PAGE)


def how_many_wish(since: datetime | None = None) -> int:
    """How many would like a circle; with `since` those who have joined the list after that moment."""
    later = [] if since is None else [CircleWish.created_at > since]
    found = select(func.count(CircleWish.id)).join(Person, Person.id == CircleWish.person_id)
    return db.session.scalar(found.where(Person.standing.in_(PRESENT), *later)) or 0


def wishes_by_person(person_ids: Collection[int]) -> dict[int, CircleWish]:
    """The wishes of these people, as far as they still have one and are present."""
    found = _present().where(CircleWish.person_id.in_(person_ids))
    return {wish.person_id: wish for wish in db.session.scalars(found)}


def seekers(session: Session, on: datetime, person_ids: Collection[int] | None = None) -> list[Seeker]:
    """The list (or these people of it) as forming reads it: hours by the clocks of that moment, blocks among them, cohorts."""
    among = [] if person_ids is None else [CircleWish.person_id.in_(person_ids)]
    rows = session.execute(_present().add_columns(Person.time_zone).where(*among)).all()
    ids = [wish.person_id for wish, _ in rows]
    listed = select(CircleWish.person_id).where(*among)
    parted = _gathered(
        session.execute(
            select(Block.blocker_id, Block.blocked_id).where(Block.blocker_id.in_(listed), Block.blocked_id.in_(listed))
        )
    )
    parts = session.execute(
        select(Participation.person_id, Cohort.id, Cohort.programme_id)
        .join(Cohort, Cohort.id == Participation.cohort_id)
        .where(Participation.person_id.in_(listed))
    ).all()
    cohorts = _gathered((person_id, cohort_id) for person_id, cohort_id, _ in parts)
    programmes = _gathered((person_id, programme_id) for person_id, _, programme_id in parts)
    told = {wish.person_id: _seeker(wish, zone, on) for wish, zone in rows}
    return [
        Seeker(**told[one], parted_from=parted[one], cohorts=cohorts[one], programmes=programmes[one]) for one in ids
    ]


def _seeker(wish: CircleWish, zone: str, on: datetime) -> dict[str, Any]:
    return {
        "key": wish.person_id,
        "languages": tuple(wish.languages),
        "week": week_of(wish.hours, zone, on),
        "topics": frozenset(map(topic_key, wish.topics)),
        "mode": wish.mode,
        "place": fold(wish.place),
        "facilitates": wish.would_facilitate,
        "waited": wish.times_left,
    }


def _gathered(pairs: Iterable[Any]) -> defaultdict[int, frozenset[int]]:
    """The second of the pairs by the first."""
    found: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
    return defaultdict(frozenset, {one: frozenset(others) for one, others in found.items()})


def _present() -> Select[Any]:
    taking_part: ColumnElement[bool] = Person.standing.in_(PRESENT)
    return select(CircleWish).join(Person, Person.id == CircleWish.person_id).where(taking_part)
