"""Ties of one reader as lines: for their list, and for home. Each is one statement of columns, built once."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, and_, bindparam, false, not_, or_, select, true

from community.accounts.models import Person
from community.accounts.permissions import visible_to as person_visible_to
from community.core import clock
from community.core.extensions import db
from community.core.paging import Key, Page, ordered, page_of, place_in
from community.core.prepared import READER, built_once, rows, values_for
from community.ties.clock import LONG_AGO, state
from community.ties.models import Tie, TieSide

PAGE = 20
LATELY = timedelta(weeks=13)


@dataclass(frozen=True, slots=True)
class TieLine:
    """One tie on one line, as its reader sees it. `tie` is its public id; public_id, name and standing are the other's."""

    tie: str
    tie_id: int
    person_id: int
    public_id: str
    name: str
    standing: str
    state: str
    origin: str
    began_on: date
    last_on: date
    rhythm_weeks: int | None
    quiet_until: date | None


def list_of(
    actor: Person, state: str | None = None, after: str | None = None, today: date | None = None, size: int = PAGE
) -> Page[TieLine]:
    """A page of the actor's ties in one state, or all: who waits longest first where that is the question, else newest first."""
    today = today or clock.today(actor.time_zone)
    key = OLDEST_FIRST if state in {"due", "long_ago"} else NEWEST_FIRST
    place = place_in(after, key)
    values = values_for(actor) | _days(today) | (place or {})
    found = db.session.connection().execute(_paged(state, size, place is not None), values).all()
    page = page_of(found, key, size)
    return Page([_line(row, today) for row in page], page.next_after)


def dormant(actor: Person, most: int = 3, today: date | None = None) -> list[TieLine]:
    """Ties that have slept for long, longest first."""
    return _few(actor, "long_ago", today, most)


def in_touch_lately(actor: Person, most: int = 2, today: date | None = None) -> list[TieLine]:
    """People the actor had contact with in the last months, newest first: easy to write to."""
    return _few(actor, "lately", today, most)


def _few(actor: Person, which: str, today: date | None, most: int) -> list[TieLine]:
    today = today or clock.today(actor.time_zone)
    return [_line(row, today) for row in rows(_first(which), actor, **_days(today), most=most)]


# --- the statements -------------------------------------------------------------------------------------------

NEWEST_FIRST: Key = ((TieSide.last_on, "desc"), (TieSide.tie_id, "desc"))
OLDEST_FIRST: Key = ((TieSide.last_on, "asc"), (TieSide.tie_id, "asc"))
_TODAY, _YEAR_AGO, _LATELY = (bindparam(name, type_=Date()) for name in ("today", "year_ago", "lately"))


def _days(today: date) -> dict[str, date]:
    return {"today": today, "year_ago": today - LONG_AGO, "lately": today - LATELY}


@built_once
def _paged(state: str | None, size: int, started: bool) -> Any:
    key = OLDEST_FIRST if state in {"due", "long_ago"} else NEWEST_FIRST
    return ordered(_lines(in_state(state)), key, size, started=started)


@built_once
def _first(which: str) -> Any:
    key = OLDEST_FIRST if which == "long_ago" else NEWEST_FIRST
    clause = and_(in_state("in_touch"), TieSide.last_on >= _LATELY) if which == "lately" else in_state(which)
    return _lines(clause).order_by(*_directed(key)).limit(bindparam("most", type_=Integer))


def _directed(key: Key) -> list[Any]:
    return [column.asc() if direction == "asc" else column.desc() for column, direction in key]


def _lines(clause: ColumnElement[bool]) -> Any:
    person = (Person.id.label("person_id"), Person.public_id, Person.name, Person.standing)
    own = (
        TieSide.tie_id,
        TieSide.last_on,
        TieSide.is_due,
        TieSide.due_until,
        TieSide.rhythm_weeks,
        TieSide.quiet_until,
        TieSide.rested_at,
    )
    return (
        select(Tie.public_id.label("tie"), Tie.origin, Tie.began_on, *person, *own)
        .join_from(TieSide, Tie, Tie.id == TieSide.tie_id)
        .join(Person, Person.id == TieSide.other_id)
        .where(TieSide.person_id == READER.id, person_visible_to(READER), clause)
    )


def in_state(state: str | None) -> ColumnElement[bool]:
    """`clock.state` as SQL: a clause on TieSide, of today and a year ago as parameters. None: all of them."""
    resting = TieSide.rested_at.is_not(None)
    quiet = and_(TieSide.quiet_until.is_not(None), TieSide.quiet_until > _TODAY)
    heard = and_(not_(resting), or_(TieSide.quiet_until.is_(None), TieSide.quiet_until <= _TODAY))
    may_be_due = and_(TieSide.is_due, TieSide.due_until > _TODAY, TieSide.rhythm_weeks.is_not(None))
    faded = or_(TieSide.due_until.is_(None), TieSide.due_until <= _TODAY)
    calm = and_(heard, or_(not_(TieSide.is_due), faded, TieSide.rhythm_weeks.is_(None)))
    return {
        None: true(),
        "resting": resting,
        "quiet": and_(not_(resting), quiet),
        "due": and_(heard, may_be_due),
        "long_ago": and_(calm, TieSide.last_on < _YEAR_AGO),
        "in_touch": and_(calm, TieSide.last_on >= _YEAR_AGO),
    }.get(state, false())


def _line(row: Any, today: date) -> TieLine:
    other = (row.person_id, row.public_id, row.name, row.standing)
    stands = (state(row, today), row.origin, row.began_on, row.last_on)
    return TieLine(row.tie, row.tie_id, *other, *stands, row.rhythm_weeks, row.quiet_until)
