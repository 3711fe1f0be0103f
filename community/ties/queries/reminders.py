"""Who is to be reminded, and of whom."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, bindparam, or_, select

from community.accounts.models import Person
from community.accounts.permissions import visible_to as person_visible_to
from community.core.extensions import db
from community.core.prepared import READER, built_once, rows
from community.ties.clock import is_open
from community.ties.models import Tie, TieSide
from community.ties.queries.lists import in_state

MOST_IN_ONE_MAIL = 500


def people_by_id(person_ids: Collection[int]) -> Sequence[Person]:
    """Those who are to be reminded."""
    return db.session.scalars(select(Person).where(Person.id.in_(person_ids)).order_by(Person.id)).all()


def whom_to_remind(sides: Sequence[TieSide], today: date) -> set[int]:
    """Of sides in hand, the people who have somebody to be reminded of, for the first time since that is due."""
    return {side.person_id for side in sides if is_open(side, today) and side.reminded_for != side.due_until}


NOT_YET_REMINDED = or_(TieSide.reminded_for.is_(None), TieSide.reminded_for != TieSide.due_until)


@built_once
def _due(only_some: bool) -> Any:
    """By SQL, because the same must hold when the mail is composed as when it was promised."""
    which: ColumnElement[bool] = NOT_YET_REMINDED
    if only_some:
        some: Any = bindparam("ties", expanding=True)
        which = TieSide.tie_id.in_(some)
    person = (Person.id.label("person_id"), Person.public_id, Person.name)
    return (
        select(TieSide.tie_id, TieSide.last_on, Tie.public_id.label("tie"), Tie.origin, Tie.began_on, *person)
        .join_from(TieSide, Tie, Tie.id == TieSide.tie_id)
        .join(Person, Person.id == TieSide.other_id)
        .where(
            TieSide.person_id == READER.id,
            in_state("due"),
            Person.standing == "active",
            person_visible_to(READER),
            which,
        )
        .order_by(TieSide.last_on, TieSide.tie_id)
        .limit(bindparam("most", type_=Integer))
    )


def to_remind_of(person: Person, today: date, tie_ids: Collection[int] | None = None) -> Sequence[Any]:
    """Whom a person is to be reminded of: of all for the first time, or (for the mail) those of `tie_ids` still due.

    Rows of tie_id, last_on, tie (its public id), origin, began_on, and person_id, public_id, name of the other; who waits longest first.
    """
    values: dict[str, Any] = {"today": today, "year_ago": today, "most": MOST_IN_ONE_MAIL}
    if tie_ids is None:
        return rows(_due(False), person, **values)
    return rows(_due(True), person, ties=[*tie_ids], **values)


@built_once
def _to_reach_out() -> Any:
    return (
        select(TieSide.other_id, TieSide.due_until, TieSide.quiet_until, Tie.found_on)
        .join_from(TieSide, Tie, Tie.id == TieSide.tie_id)
        .join(Person, Person.id == TieSide.other_id)
        .where(
            TieSide.person_id == READER.id,
            TieSide.is_due,
            TieSide.due_until > bindparam("today", type_=Date()),
            TieSide.rested_at.is_(None),
            TieSide.rhythm_weeks.is_not(None),
            Person.standing == "active",
            person_visible_to(READER),
        )
    )


def to_reach_out(person: Person, today: date) -> Sequence[Any]:
    """Of everybody who is due for a person, or will be on a day they chose ("later"): other_id, due_until, quiet_until, found_on."""
    return rows(_to_reach_out(), person, today=today)
