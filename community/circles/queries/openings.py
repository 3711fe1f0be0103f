"""Openings of circles: for the coordinators who decide, for the circle, and for "Who opened what of mine"."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import joinedload

from community.accounts.models import PRESENT, Person
from community.circles.models import ASKED_FOR, IN, Circle, CircleLook, CircleMember, CircleOpening, CirclePost
from community.circles.permissions import visible_to as circle_visible_to
from community.circles.permissions.openings import visible_to
from community.circles.permissions.reports import has_been_in
from community.circles.queries.circles import PERSON_ON_A_LINE
from community.core import clock
from community.core.extensions import db

MOST_LOOKS, MOST_OPENED = 50, 100
ON_A_PAGE = 20


def overseen(actor: Person | None, circle: str) -> Circle | None:
    """A circle by its address, for coordinators who have never been in it (asked by the permission of the page)."""
    if actor is None or not actor.is_present or not actor.is_coordinator:
        return None
    options = (joinedload(Circle.facilitator).load_only(*PERSON_ON_A_LINE),)
    found = select(Circle).options(*options, joinedload(Circle.stand_in).load_only(*PERSON_ON_A_LINE))
    outside = ~has_been_in(actor.id, Circle.id).correlate(Circle)
    return db.session.scalar(found.where(Circle.public_id == circle, outside))


def opening(actor: Person | None, opening: str) -> CircleOpening | None:
    """One opening, for coordinators who have never been in its circle."""
    return db.session.scalar(_openings().where(CircleOpening.public_id == opening, visible_to(actor)))


def opening_by_id(opening_id: int) -> CircleOpening | None:
    """The opening of an event or a mail; who may know of it is asked by the caller."""
    return db.session.scalar(_openings().where(CircleOpening.id == opening_id))


def locked_opening(opening_id: int) -> CircleOpening | None:
    """The opening as it is now, held until the end of the transaction."""
    held = select(CircleOpening.id).where(CircleOpening.id == opening_id).with_for_update()
    if db.session.scalar(held) is None:
        return None
    found = _openings().where(CircleOpening.id == opening_id)
    return db.session.scalar(found.execution_options(populate_existing=True))


def openings_asked(actor: Person) -> Sequence[CircleOpening]:
    """Openings that wait for a yes or no of the actor."""
    found = _openings().where(waiting_openings(actor))
    return db.session.scalars(found.order_by(CircleOpening.id).limit(ON_A_PAGE)).all()


def waiting_openings(actor: Person) -> ColumnElement[bool]:
    """Clause on CircleOpening: it waits for a yes or no of the actor."""
    return and_(
        visible_to(actor),
        CircleOpening.answered_at.is_(None),
        CircleOpening.created_at > clock.now() - ASKED_FOR,
        CircleOpening.asker_id.is_distinct_from(actor.id),
    )


def openings_about(actor: Person, circle_id: int) -> Sequence[CircleOpening]:
    """The newest openings of a circle, those that came to nothing too, for a coordinator."""
    found = _openings().where(CircleOpening.circle_id == circle_id, visible_to(actor))
    return db.session.scalars(found.order_by(CircleOpening.id.desc()).limit(ON_A_PAGE)).all()


def stands_asked(circle_id: int) -> bool:
    """Whether somebody has asked already, or the circle is open: one question at a time."""
    now = clock.now()
    asked = and_(CircleOpening.answered_at.is_(None), CircleOpening.created_at > now - ASKED_FOR)
    found = select(CircleOpening.id).where(
        CircleOpening.circle_id == circle_id, or_(asked, CircleOpening.open_until > now)
    )
    return db.session.scalar(found.limit(1)) is not None


def may_answer(opening: CircleOpening) -> list[Person]:
    """The coordinators who could say yes or no: those who take part, have never been in the circle, and did not ask."""
    found = select(Person).where(
        Person.role == "coordinator", Person.standing.in_(PRESENT),
        ~has_been_in(Person.id, opening.circle_id).correlate(Person),
    )  # fmt: skip
    return list(db.session.scalars(found.where(Person.id != opening.asker_id).order_by(Person.id)))


def can_be_answered(actor: Person, circle_id: int) -> bool:
    """Whether there is a second coordinator at all."""
    return bool(may_answer(CircleOpening(circle_id=circle_id, asker_id=actor.id)))


# --- what the circle knows ----------------------------------------------------------------------------------------


def openings_of(circle_id: int) -> Sequence[CircleOpening]:
    """Every time the circle was opened, newest first; for pages inside. Who may read those is asked by the caller."""
    found = _openings().where(CircleOpening.circle_id == circle_id, CircleOpening.open_until.is_not(None))
    return db.session.scalars(found.order_by(CircleOpening.id.desc())).all()


def looks(opening_ids: Sequence[int]) -> Sequence[CircleLook]:
    """Every look that was taken, newest first. Of looks of one person at the same in one opening the newest fifty: many of
    one kind never crowd out another kind, or those of another time."""
    alike = (CircleLook.opening_id, CircleLook.person_id, CircleLook.what)
    place = func.row_number().over(partition_by=alike, order_by=CircleLook.id.desc()).label("place")
    numbered = select(CircleLook.id, place).where(CircleLook.opening_id.in_(opening_ids)).subquery()
    newest = select(numbered.c.id).where(numbered.c.place <= MOST_LOOKS)
    found = select(CircleLook).options(joinedload(CircleLook.person).load_only(*PERSON_ON_A_LINE))
    return db.session.scalars(found.where(CircleLook.id.in_(newest)).order_by(CircleLook.id.desc())).all()


def people_concerned(opening: CircleOpening) -> list[Person]:
    """Whose words could be read: whoever was in the circle before it closed again, those who have gone since too."""
    of_opening = (CircleMember.circle_id == opening.circle_id, CircleOpening.id == opening.id, _was_there_by_then())
    found = (
        select(Person).join(CircleMember, CircleMember.person_id == Person.id).join(CircleOpening, and_(*of_opening))
    )
    return list(db.session.scalars(found.where(Person.standing.in_(PRESENT)).order_by(Person.id)))


def _was_there_by_then() -> ColumnElement[bool]:
    """Clause on CircleMember and CircleOpening: they had come before it closed again. Of who left and came back only the
    last coming is known; then it is what they had written by then that tells."""
    wrote = exists().where(
        CirclePost.circle_id == CircleOpening.circle_id, CirclePost.author_id == CircleMember.person_id,
        CirclePost.created_at < CircleOpening.open_until,
    )  # fmt: skip
    again = and_(CircleMember.joined_at.is_not(None), wrote.correlate(CircleMember, CircleOpening))
    return or_(CircleMember.joined_at < CircleOpening.open_until, again)


@dataclass(frozen=True)
class OpenedOfMine:
    """A circle of somebody's that was opened. `circle`: None when they may not know of it any more."""

    opening: CircleOpening
    circle: Circle | None
    is_in: bool


def opened_of(person: Person) -> list[OpenedOfMine]:
    """Every time a circle was opened in which the person was then, or had been; newest first."""
    found = _opened_of(person).order_by(CircleOpening.id.desc()).limit(MOST_OPENED)
    return [_of_mine(row) for row in db.session.execute(found)]


def opened_to(person: Person, opening: CircleOpening) -> OpenedOfMine | None:
    """The same of one opening; None when no words of the person could be read by it."""
    row = db.session.execute(_opened_of(person).where(CircleOpening.id == opening.id)).first()
    return None if row is None else _of_mine(row)


def _opened_of(person: Person) -> Any:
    is_in = CircleMember.state == IN
    return (
        select(CircleOpening, is_in.label("is_in"), or_(is_in, circle_visible_to(person)).label("is_known"))
        .options(*_with_people())
        .join(Circle, Circle.id == CircleOpening.circle_id)
        .join(CircleMember, CircleMember.circle_id == CircleOpening.circle_id)
        .where(CircleMember.person_id == person.id, CircleOpening.open_until.is_not(None), _was_there_by_then())
    )


def _of_mine(row: Any) -> OpenedOfMine:
    return OpenedOfMine(row[0], row[0].circle if row.is_known else None, bool(row.is_in))


def _with_people() -> tuple[Any, ...]:
    return (
        joinedload(CircleOpening.circle, innerjoin=True),
        joinedload(CircleOpening.asker).load_only(*PERSON_ON_A_LINE),
        joinedload(CircleOpening.second).load_only(*PERSON_ON_A_LINE),
    )


def _openings() -> Select[CircleOpening]:
    return select(CircleOpening).options(*_with_people(), joinedload(CircleOpening.report))
