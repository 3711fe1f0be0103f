"""What home reads across features: who would like to keep in touch, and whom it may be good to reach out to. One statement."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, Select, and_, bindparam, literal, or_, select, true, union_all
from sqlalchemy.orm import aliased

from community.accounts.models import Availability, Person
from community.accounts.permissions import visible_to
from community.catchups.models import STAYS_OPEN
from community.catchups.queries import AFTER_NOT_NOW, has_said_not_now, writes_with
from community.core.columns import UtcDateTime
from community.core.prepared import READER, built_once, each_related_to_reader, rows
from community.ties.models import Tie, TieOffer, TieSide
from community.ties.queries.offers import WAITS

_ME = aliased(Person)
_TODAY = bindparam("today", type_=Date())
_REFUSED_SINCE, _WRITES_SINCE = (bindparam(name, type_=UtcDateTime()) for name in ("refused_since", "writes_since"))
OFFER, DUE, NEW, HAPPENED = range(4)
MOST = 12  # of each kind: some are left out afterwards, because something with them is under way already


@built_once
def _of_interest(with_happenings: bool) -> Any:
    waits_longest, newest = (TieSide.last_on, TieSide.tie_id), (TieSide.tie_id.desc(),)
    is_due = (TieSide.is_due, TieSide.due_until > _TODAY, TieSide.rhythm_weeks.is_not(None))
    parts = [_offers(), _ties(DUE, is_due).order_by(*waits_longest), _ties(NEW, _is_new()).order_by(*newest)]
    if with_happenings:
        parts.append(_happened())
    return union_all(*(select(part.limit(MOST).subquery()) for part in parts))


def of_interest(
    actor: Person, today: date, now: datetime, since: datetime, happened_to: Collection[int]
) -> Sequence[Any]:
    """Everybody home may name: who offers to keep in touch, who is due, with whom a tie is new (begun or joined `since`) and
    nothing wished yet, and those something `happened_to`.

    Rows of kind (OFFER, DUE, NEW, HAPPENED), person_id, public_id, name, standing, and of the tie, if there is one: tie,
    origin, began_on, last_on, channel; and how open they are to the actor (catchups…, is_related, can_write). Only whom the actor may see;
    nobody the actor has put off or lets rest, was in touch with today, or who said "not now" to them lately.
    """
    values: dict[str, Any] = {"today": today, "since": since}
    values |= {"refused_since": now - AFTER_NOT_NOW, "writes_since": now - STAYS_OPEN}
    if happened_to:
        values["happened_to"] = [*happened_to]
    return rows(_of_interest(bool(happened_to)), actor, **values)


def _offers() -> Select[Any]:
    """Nothing of a tie yet."""
    other = and_(TieSide.person_id == READER.id, TieSide.other_id == Person.id)
    return (
        _lines(OFFER)
        .join_from(TieOffer, Person, Person.id == TieOffer.person_id)
        .outerjoin(TieSide, other)
        .outerjoin(Tie, Tie.id == TieSide.tie_id)
        .outerjoin(Availability, Availability.person_id == Person.id)
        .where(TieOffer.other_id == READER.id, WAITS, visible_to(READER))
        .order_by(TieOffer.id)
    )


def _ties(kind: int, clauses: tuple[Any, ...]) -> Select[Any]:
    return (
        _lines(kind)
        .join_from(TieSide, Tie, Tie.id == TieSide.tie_id)
        .join(Person, Person.id == TieSide.other_id)
        .outerjoin(Availability, Availability.person_id == Person.id)
        .where(TieSide.person_id == READER.id, *clauses, _is_open(), *_is_to_be_named())
    )


def _happened() -> Select[Any]:
    people: Any = bindparam("happened_to", expanding=True)
    other = and_(TieSide.person_id == READER.id, TieSide.other_id == Person.id)
    open_or_none = or_(TieSide.tie_id.is_(None), _is_open())
    return (
        _lines(HAPPENED, each_related_to_reader(Person.id))
        .join_from(Person, TieSide, other, isouter=True)
        .outerjoin(Tie, Tie.id == TieSide.tie_id)
        .outerjoin(Availability, Availability.person_id == Person.id)
        .where(Person.id.in_(people), open_or_none, *_is_to_be_named())
        .order_by(Person.id)
    )


def _is_open() -> ColumnElement[bool]:
    """Neither put off nor at rest, on the actor's side; and the two were not in touch today."""
    is_heard = and_(TieSide.rested_at.is_(None), or_(TieSide.quiet_until.is_(None), TieSide.quiet_until <= _TODAY))
    return and_(is_heard, TieSide.last_on < _TODAY)


def _is_to_be_named() -> tuple[ColumnElement[bool], ...]:
    """Here, visible, and nobody who would rather not just now."""
    refused = has_said_not_now(READER.id, Person.id, _REFUSED_SINCE, _TODAY)
    return Person.standing == "active", visible_to(READER), ~refused


def _is_new() -> tuple[ColumnElement[bool], ...]:
    """Begun lately, or only now between two who are both here; and not yet asked what one wishes."""
    since = bindparam("since", type_=UtcDateTime())
    reader_joined = select(_ME.joined_at).where(_ME.id == READER.id).scalar_subquery()
    return TieSide.wished_at.is_(None), or_(Tie.created_at >= since, Person.joined_at >= since, reader_joined >= since)


def _lines(kind: int, is_related: ColumnElement[bool] | None = None) -> Any:
    person = (Person.id.label("person_id"), Person.public_id, Person.name, Person.standing)
    tie = (Tie.public_id.label("tie"), Tie.origin, Tie.began_on, TieSide.last_on, TieSide.channel)
    takes = (Availability.catchups, Availability.catchups_until, Availability.catchups_then, Person.time_zone)
    open_to = (
        (true() if is_related is None else is_related).label("is_related"),
        writes_with(READER.id, Person.id, _WRITES_SINCE).label("can_write"),
    )
    return select(literal(kind, Integer).label("kind"), *person, *tie, *takes, *open_to)
