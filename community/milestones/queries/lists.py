"""Short lists for other pages: a profile, home, the page of two people, and what waits for one's word."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, bindparam, case, exists, func, literal, or_, select, union
from sqlalchemy.orm import aliased

from community.accounts.models import Person
from community.core.columns import UtcDateTime
from community.core.paging import Key, Page, ordered, page_of, place_in
from community.core.prepared import READER, built_once, rows
from community.milestones.models import DECLINED, WAITING, Congratulation, Milestone, MilestoneOpening, MilestoneReading
from community.milestones.permissions import milestones
from community.milestones.queries.feed import ORDER, PAGE, author_is_here, line, newest_of_people

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_own = aliased(Milestone)
_SINCE = bindparam("since", type_=UtcDateTime())
BY_ACTOR: Key = ((Milestone.id, "desc"),)


def read_until(actor: Person) -> datetime | None:
    """How far the actor has read what their people share; None when they never did."""
    found = rows(_read_until(), actor)
    return found[0].read_until if found else None


@built_once
def _read_until() -> Any:
    return select(MilestoneReading.read_until).where(MilestoneReading.person_id == READER.id)


def of_person(actor: Person, person: Person, after: str | None = None) -> Page[Any]:
    """Everything shared of somebody that the actor may see, newest first, page by page (rows of feed.line)."""
    place = place_in(after, ORDER)
    found = rows(_of_person(place is not None), actor, subject=person.id, **(place or {}))
    return page_of(found, ORDER, PAGE)


@built_once
def _of_person(started: bool) -> Any:
    return ordered(line().where(*_shared_of_subject()), ORDER, PAGE, started=started)


def on_profile(actor: Person, person: Person, most: int = 4) -> Sequence[Any]:
    """The newest of them, for the panel on a profile."""
    return rows(_on_profile(), actor, subject=person.id, most=most)


@built_once
def _on_profile() -> Any:
    return _newest(line().where(*_shared_of_subject()))


def lately_for(actor: Person, since: datetime, most: int = 15) -> Sequence[Any]:
    """What the actor's people have shared that the actor has not seen yet, or that came since then and the actor has not
    congratulated yet; newest first. Rows of feed.line, and is_new, to_congratulate: which of the two it is, or both."""
    return rows(_lately(), actor, since=since, most=most) if actor.is_present else []


@built_once
def _lately() -> Any:
    is_new, to_congratulate = _is_new(), _to_congratulate()
    flags = is_new.label("is_new"), to_congratulate.label("to_congratulate")
    earliest = case((_unread_since() < _SINCE, _unread_since()), else_=_SINCE)
    # What lies before both is old to either; said once more, so that the index of a subject is read from there on.
    return newest_of_people(Milestone.shared_at >= earliest, or_(is_new, to_congratulate)).add_columns(*flags)


def unseen_between(actor: Person, since: datetime, until: datetime, most: int) -> Sequence[Any]:
    """The newest of what the actor's people have shared after the one instant and not after the other, and the actor has not
    seen yet, newest first: rows of feed.line."""
    return rows(_unseen(), actor, since=since, until=until, most=most) if actor.is_present else []


@built_once
def _unseen() -> Any:
    until = bindparam("until", type_=UtcDateTime())
    return newest_of_people(Milestone.shared_at > _SINCE, Milestone.shared_at <= until, _is_new())


def _unread_since() -> ColumnElement[datetime]:
    read_until = select(MilestoneReading.read_until).where(MilestoneReading.person_id == READER.id).scalar_subquery()
    return func.coalesce(read_until, literal(EPOCH, UtcDateTime()))


def _is_new() -> ColumnElement[bool]:
    opened = exists().where(MilestoneOpening.person_id == READER.id, MilestoneOpening.milestone_id == Milestone.id)
    return and_(Milestone.shared_at > _unread_since(), ~opened, ~_said())


def _to_congratulate() -> ColumnElement[bool]:
    return and_(Milestone.shared_at >= _SINCE, ~_said())


def _said() -> ColumnElement[bool]:
    """The reader has congratulated it, perhaps from a mail: they have seen it then."""
    return exists().where(Congratulation.person_id == READER.id, Congratulation.milestone_id == Milestone.id)


def said_to_each_other(actor: Person, person: Person, most: int = 20) -> Sequence[Any]:
    """Milestones of either which the other has congratulated in words: rows of feed.line and said_at, newest first."""
    return rows(_said_to_each_other(), actor, person=person.id, most=most)


@built_once
def _said_to_each_other() -> Any:
    person = bindparam("person", type_=Integer)
    said = Congratulation
    either = or_(
        and_(Milestone.subject_id == READER.id, said.person_id == person),
        and_(Milestone.subject_id == person, said.person_id == READER.id),
    )
    return (
        line()
        .add_columns(said.created_at.label("said_at"), said.person_id.label("said_by_id"))
        .join(said, said.milestone_id == Milestone.id)
        .where(either, said.kind == "words", Milestone.shared_at.is_not(None), milestones.visible_to(READER))
        .order_by(said.created_at.desc(), said.id.desc())
        .limit(bindparam("most", type_=Integer))
    )


def waiting_for(actor: Person, most: int = 20) -> Sequence[Any]:
    """What others tell of the actor and waits for their yes, and what somebody would like more people to read and waits for
    the actor's yes too; oldest first (rows of feed.line, and wider_audience, wider_by_id)."""
    return rows(_waiting_for(), actor, most=most) if actor.is_present else []


@built_once
def _waiting_for() -> Any:
    of_me = and_(Milestone.subject_id == READER.id, Milestone.state == WAITING)
    mine = or_(Milestone.subject_id == READER.id, Milestone.author_id == READER.id)
    wider = and_(mine, Milestone.wider_by_id != READER.id, Milestone.wider_audience.is_not(None), author_is_here())
    # Found by their people first: ordered and cut, SQLite would rather read all milestones there are.
    ids = union(*(select(_own.id).where(column == READER.id) for column in (_own.subject_id, _own.author_id)))
    return (
        line()
        .add_columns(Milestone.wider_audience, Milestone.wider_by_id)
        .where(Milestone.id.in_(ids), or_(of_me, wider), milestones.visible_to(READER))
        .order_by(Milestone.id)
        .limit(bindparam("most", type_=Integer))
    )


def by_actor(actor: Person, after: str | None = None) -> Page[Any]:
    """What the actor tells, of themselves and of others, newest first. What waits, and what was declined, says "waiting"."""
    place = place_in(after, BY_ACTOR)
    return page_of(rows(_by_actor(place is not None), actor, **(place or {})), BY_ACTOR, PAGE)


@built_once
def _by_actor(started: bool) -> Any:
    waits = Milestone.state.in_((WAITING, DECLINED)).label("waits")
    told = line().add_columns(waits).where(Milestone.author_id == READER.id, milestones.visible_to(READER))
    return ordered(told, BY_ACTOR, PAGE, started=started)


def _shared_of_subject() -> tuple[Any, ...]:
    subject = bindparam("subject", type_=Integer)
    return (Milestone.subject_id == subject, Milestone.shared_at.is_not(None), milestones.visible_to(READER))


def _newest(found: Any) -> Any:
    newest_first = (Milestone.shared_at.desc(), Milestone.id.desc())
    return found.order_by(*newest_first).limit(bindparam("most", type_=Integer))
