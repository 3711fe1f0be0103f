"""Who is to be reminded, when, and of whom."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, bindparam, exists, or_, select
from sqlalchemy.orm import joinedload

from community.accounts.models import Person
from community.accounts.permissions import visible_to as person_visible_to
from community.core.extensions import db
from community.core.prepared import READER, built_once, rows
from community.ties.clock import is_open
from community.ties.models import ReminderTime, Tie, TieSide
from community.ties.queries.lists import in_state

EVERY, WEEKDAY, HOUR = "week", 3, 9
MOST_IN_ONE_MAIL = 500


def reminder_time_of(actor: Person) -> ReminderTime:
    """When the actor would like to be reminded; the default when they never said so (not in the database then)."""
    return db.session.get(ReminderTime, actor.id) or default_time_of(actor)


def default_time_of(person: Person) -> ReminderTime:
    """Once a week; not in the database."""
    return ReminderTime(person_id=person.id, every=EVERY, weekday=WEEKDAY, hour=HOUR)


def people_by_id(person_ids: Collection[int]) -> dict[int, Person]:
    """Those who are to be reminded; mostly in the session already."""
    return {person.id: person for person in db.session.scalars(select(Person).where(Person.id.in_(person_ids)))}


def times_of(person_ids: Collection[int]) -> dict[int, ReminderTime]:
    """The rows of people who have one, held until the end of the transaction, by person."""
    found = select(ReminderTime).where(ReminderTime.person_id.in_(person_ids)).order_by(ReminderTime.person_id)
    held = db.session.scalars(found.with_for_update().execution_options(populate_existing=True))
    return {time.person_id: time for time in held}


def whose_hour_has_come(now: datetime) -> list[int]:
    """Ids of all people who may be reminded, longest waiting first."""
    found = select(ReminderTime.person_id).where(ReminderTime.next_at <= now)
    return list(db.session.scalars(found.order_by(ReminderTime.next_at, ReminderTime.person_id)))


def hours_that_came(person_ids: Collection[int], now: datetime) -> Sequence[ReminderTime]:
    """Of people, the rows of those whose hour has come, with the person, held; what another worker holds is left to it."""
    found = (
        select(ReminderTime)
        .where(ReminderTime.person_id.in_(person_ids), ReminderTime.next_at <= now)
        .order_by(ReminderTime.person_id)
        .options(joinedload(ReminderTime.person, innerjoin=True))
        .with_for_update(of=ReminderTime, skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(found).all()


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


def has_somebody_to_remind_of(person: Person, today: date) -> bool:
    """Whether a mail would have something to say."""
    return bool(to_remind_of(person, today))


@built_once
def _to_reach_out() -> Any:
    never = exists().where(ReminderTime.person_id == READER.id, ReminderTime.every == "never")
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
            ~never,
        )
    )


def to_reach_out(person: Person, today: date) -> Sequence[Any]:
    """Of everybody who is due for a person, or will be on a day they chose ("later"): other_id, due_until, quiet_until, found_on.

    Nobody for who chose never to be reminded.
    """
    return rows(_to_reach_out(), person, today=today)
