"""Drafts of circles formed from the list: their groups and places, for coordinators and for the worker."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, exists, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from community.accounts.models import Person
from community.accounts.permissions import COORDINATE
from community.circles.forming import Bounds, Seeker
from community.circles.models import IN, INVITED, RUNNING, Circle, CircleMember, Forming, FormingGroup, FormingPlace
from community.circles.models.forming import COMPUTING, DRAFT, RELEASED, RELEASING
from community.circles.permissions.joining import PENDING
from community.circles.queries.circles import PERSON_ON_A_LINE
from community.circles.queries.wishes import seekers
from community.core.extensions import db
from community.core.policy import can

GROUPS_AT_ONCE = 10
FORMINGS_SHOWN = 20


@dataclass(frozen=True)
class Given:
    """What computing a draft needs, read beforehand."""

    seekers: list[Seeker]
    bounds: Bounds
    seed: int


def forming(actor: Person | None, forming: str) -> Forming | None:
    """One attempt by its public id; there for coordinators alone."""
    if not can(actor, COORDINATE):
        return None
    return db.session.scalar(select(Forming).where(Forming.public_id == forming))


def forming_place(actor: Person | None, seeker: str) -> FormingPlace | None:
    """Somebody's place in a draft, with the draft and their name; there for coordinators alone."""
    if not can(actor, COORDINATE):
        return None
    return db.session.scalars(_places().where(FormingPlace.public_id == seeker)).one_or_none()


def bounds_of(forming: Forming) -> Bounds:
    """The bounds of a draft as forming knows them."""
    return Bounds(forming.smallest, forming.size, forming.largest, forming.minutes)


def given_for(session: Session, forming_id: int, on: datetime) -> Given | None:
    """What is needed to compute a draft; None when it is not to be computed (any more)."""
    row = session.get(Forming, forming_id)
    if row is None or row.state != COMPUTING:
        return None
    return Given(seekers(session, on), bounds_of(row), row.seed)


def locked_forming(forming_id: int) -> Forming | None:
    """The attempt as it is now, held until the end of the transaction."""
    held = select(Forming).where(Forming.id == forming_id).with_for_update()
    return db.session.scalar(held.execution_options(populate_existing=True))


def forming_under_way() -> Forming | None:
    """What the worker has in hand."""
    return db.session.scalar(select(Forming).where(Forming.state.in_((COMPUTING, RELEASING))).limit(1))


def latest_forming_draft() -> Forming | None:
    """The draft to look at, if there is one."""
    return db.session.scalar(select(Forming).where(Forming.state == DRAFT).order_by(Forming.id.desc()).limit(1))


def forming_drafts(until: datetime | None = None) -> list[Forming]:
    """All drafts; with `until` those made before that moment."""
    old = [] if until is None else [Forming.created_at < until]
    return list(db.session.scalars(select(Forming).where(Forming.state == DRAFT, *old)))


def formings_to_forget(released_before: datetime) -> list[int]:
    """Ids of those released before that moment of which is still known who was put where."""
    known = select(FormingPlace.forming_id)
    found = select(Forming.id).where(Forming.state == RELEASED, Forming.released_at < released_before)
    return list(db.session.scalars(found.where(Forming.id.in_(known))))


def unwanted_circles() -> list[int]:
    """Ids of formed circles to which everybody said no."""
    anybody = exists().where(CircleMember.circle_id == Circle.id, CircleMember.state.in_((IN, *PENDING)))
    found = select(Circle.id).join(FormingGroup, FormingGroup.circle_id == Circle.id)
    return list(db.session.scalars(found.where(Circle.state == RUNNING, ~anybody.correlate(Circle))))


def formings_released() -> Sequence[Row[tuple[Forming, str, int]]]:
    """What was released, newest first: the attempt, who made it, how many circles came of it."""
    circles = select(func.count(FormingGroup.id)).where(FormingGroup.forming_id == Forming.id).scalar_subquery()
    found = (
        select(Forming, Person.name, circles)
        .outerjoin(Person, Person.id == Forming.made_by_id)
        .where(Forming.state == RELEASED)
        .order_by(Forming.released_at.desc(), Forming.id.desc())
    )
    return db.session.execute(found.limit(FORMINGS_SHOWN)).all()


def forming_groups(forming: Forming) -> list[FormingGroup]:
    """The circles to be of a draft, or those that came of it, in order."""
    found = select(FormingGroup).options(joinedload(FormingGroup.circle)).where(FormingGroup.forming_id == forming.id)
    return list(db.session.scalars(found.order_by(FormingGroup.number)))


def next_forming_groups(forming_id: int) -> list[FormingGroup]:
    """The next of a released draft that are no circles yet."""
    found = select(FormingGroup).where(FormingGroup.forming_id == forming_id, FormingGroup.circle_id.is_(None))
    return list(db.session.scalars(found.order_by(FormingGroup.number).limit(GROUPS_AT_ONCE)))


def names_of_formed(forming: Forming) -> set[str]:
    """What the circles are called that have been made of a draft so far."""
    made = select(Circle.name).join(FormingGroup, FormingGroup.circle_id == Circle.id)
    return set(db.session.scalars(made.where(FormingGroup.forming_id == forming.id)))


def how_far_released(forming: Forming) -> tuple[int, int]:
    """How many circles of a released draft are made, and how many there will be."""
    made = select(func.count(FormingGroup.circle_id), func.count(FormingGroup.id))
    done, all_of_them = db.session.execute(made.where(FormingGroup.forming_id == forming.id)).one()
    return done, all_of_them


def how_many_placed(forming: Forming) -> int:
    """How many people of a draft are in a circle."""
    found = select(func.count(FormingPlace.id)).where(FormingPlace.forming_id == forming.id)
    return db.session.scalar(found.where(FormingPlace.group_id.is_not(None))) or 0


def how_many_without(forming: Forming) -> int:
    """How many people of a draft are in no circle."""
    found = select(func.count(FormingPlace.id)).where(FormingPlace.forming_id == forming.id)
    return db.session.scalar(found.where(FormingPlace.group_id.is_(None))) or 0


def forming_places(forming: Forming) -> list[FormingPlace]:
    """Everybody in a draft, by name."""
    found = _places().where(FormingPlace.forming_id == forming.id)
    return list(db.session.scalars(found.order_by(Person.name_folded, Person.id)))


def places_of_group(group: FormingGroup) -> list[FormingPlace]:
    """Who is to be in one circle."""
    return list(db.session.scalars(_places().where(FormingPlace.group_id == group.id).order_by(Person.name_folded)))


def answers_to_formed(forming: Forming) -> dict[int, tuple[int, int]]:
    """circle id → how many are in, how many have not answered yet; no names."""
    circles = select(FormingGroup.circle_id).where(FormingGroup.forming_id == forming.id)
    found = (
        select(CircleMember.circle_id, CircleMember.state, func.count(CircleMember.id))
        .where(CircleMember.circle_id.in_(circles), CircleMember.state.in_((IN, INVITED)))
        .group_by(CircleMember.circle_id, CircleMember.state)
    )
    counted: dict[int, dict[str, int]] = {}
    for circle_id, state, number in db.session.execute(found):
        counted.setdefault(circle_id, {})[state] = number
    return {circle_id: (states.get(IN, 0), states.get(INVITED, 0)) for circle_id, states in counted.items()}


def offered_to_facilitate(circle_id: int) -> set[int]:
    """Ids of those who were put into a formed circle and had offered to facilitate."""
    found = (
        select(FormingPlace.person_id)
        .join(FormingGroup, FormingGroup.id == FormingPlace.group_id)
        .where(FormingGroup.circle_id == circle_id, FormingPlace.offers)
    )
    return set(db.session.scalars(found))


def is_formed(circle_id: int) -> bool:
    """Whether a circle came of the list."""
    return db.session.scalar(select(FormingGroup.id).where(FormingGroup.circle_id == circle_id)) is not None


def _places() -> Select[FormingPlace]:
    return (
        select(FormingPlace)
        .join(FormingPlace.person)
        .options(
            contains_eager(FormingPlace.person).load_only(*PERSON_ON_A_LINE),
            joinedload(FormingPlace.forming, innerjoin=True),
            joinedload(FormingPlace.group),
        )
    )
