"""One's own circles, what waits for one's answer, and the circles one could join: the lists of the first page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from community.accounts.models import Person
from community.accounts.permissions import visible_to as person_visible_to
from community.circles.models import (
    ASKED,
    ENDED,
    IN,
    INVITED,
    OFFERED,
    PLANNED,
    RUNNING,
    Circle,
    CircleMeeting,
    CircleMember,
)
from community.circles.permissions import meetings_visible_to, visible_to
from community.circles.permissions.circles import NOW
from community.circles.permissions.joining import PENDING, places_of, received_by
from community.circles.queries.joining import INVITER, is_inviter, with_circle
from community.circles.queries.news import has_news
from community.core.columns import UtcDateTime
from community.core.extensions import db
from community.core.paging import Key, Page, ordered, page_of, place_in
from community.core.prepared import READER, built_once, rows, values_for
from community.core.text import fold

MOST_TERMS, MOST_MINE, MOST_PENDING = 6, 60, 40
_KEY: Key = ((Circle.created_at, "desc"), (Circle.id, "desc"))
_facilitator, _own, _with = aliased(Person), aliased(CircleMember), aliased(CircleMember)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for; empty means whatever."""

    words: str = ""
    topic: str = ""
    language: str = ""
    mode: str = ""

    @property
    def values(self) -> dict[str, str]:
        """The values of the statement's parameters, one for each thing looked for."""
        terms = fold(self.words).split()[:MOST_TERMS]
        found = {f"term_{number}": _escaped(term) for number, term in enumerate(terms)}
        told = {"topic": self.topic and _escaped(f"|{fold(self.topic)}|"), "language": self.language, "mode": self.mode}
        return found | {name: value for name, value in told.items() if value}


def listed(actor: Person, wanted: Wanted, after: str | None, size: int = 20) -> Page[Any]:
    """Listed circles that run and with which the actor has nothing to do yet, newest first, page by page."""
    place = place_in(after, _KEY)
    values = wanted.values
    found = rows(_listed(tuple(values), size, place is not None), actor, **values, **(place or {}))
    return page_of(found, _KEY, size)


@built_once
def _listed(looked_for: tuple[str, ...], size: int, started: bool) -> Any:
    concerned = exists().where(
        _own.circle_id == Circle.id, _own.person_id == READER.id, _own.state.in_((IN, *PENDING))
    )  # fmt: skip
    found: Any = (
        select(*_ON_A_CARD, _facilitator.name.label("facilitator_name"))
        .outerjoin(
            _facilitator, and_(_facilitator.id == Circle.facilitator_id, person_visible_to(READER, _facilitator))
        )
        .where(Circle.is_listed, Circle.state == RUNNING, ~concerned, visible_to(READER))
        .where(*(_fits(name) for name in looked_for))
    )
    return ordered(found, _KEY, size, started=started)


_ON_A_CARD = (
    Circle.public_id, Circle.name, Circle.purpose, Circle.topics, Circle.language, Circle.mode, Circle.place,
    Circle.size, Circle.taken, Circle.rhythm, Circle.minutes, Circle.planned_meetings, Circle.joining,
)  # fmt: skip


def _fits(name: str) -> ColumnElement[bool]:
    if name == "language":
        return Circle.language == bindparam(name)
    if name == "mode":
        return or_(Circle.mode == bindparam(name), Circle.mode == "either")
    return Circle.found_by.like("%" + bindparam(name) + "%", escape="\\")


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


# --- one's own --------------------------------------------------------------------------------------------------


def mine(actor: Person) -> Sequence[Any]:
    """The circles the actor is in, those that go on first: rows with what a line about each says.

    When the next meeting is, and whether something was written since they were there, for whom that is to read.
    """
    return rows(_mine(), actor)


@built_once
def _mine() -> Any:
    over = case((Circle.state == ENDED, 1), else_=0)
    return (
        select(
            Circle.public_id, Circle.name, Circle.state, Circle.taken, Circle.size, Circle.ended_at,
            (Circle.facilitator_id == READER.id).label("facilitates"),
            (Circle.stand_in_id == READER.id).label("stands_in"),
            (CircleMember.signed_number < Circle.charter_number).label("to_sign"),
            _next_meeting().label("next_at"),
            has_news(CircleMember).label("is_new"),
        )
        .join(CircleMember, CircleMember.circle_id == Circle.id)
        .where(CircleMember.person_id == READER.id, CircleMember.state == IN)
        .order_by(over, func.coalesce(Circle.ended_at, Circle.created_at).desc(), Circle.id)
        .limit(MOST_MINE)
    )  # fmt: skip


def _next_meeting() -> Any:
    ahead = (CircleMeeting.state == PLANNED, CircleMeeting.starts_at > NOW, meetings_visible_to(READER))
    soonest = select(func.min(CircleMeeting.starts_at, type_=UtcDateTime()))
    return soonest.where(CircleMeeting.circle_id == Circle.id, *ahead).correlate(Circle).scalar_subquery()


def pending(actor: Person) -> Sequence[tuple[CircleMember, str | None]]:
    """The actor's invitations, kept places, requests and waiting, with their circles; what can be answered first.

    Each with the name of who invited, where there is one to name.
    """
    return [(place, name) for place, name in db.session.execute(_pending(), values_for(actor))]


@built_once
def _pending() -> Any:
    later = case((CircleMember.state.in_((INVITED, OFFERED)), 0), else_=1)
    in_order = (later, CircleMember.since, CircleMember.id)
    found = with_circle().add_columns(INVITER.name).outerjoin(INVITER, is_inviter(READER))
    return found.where(places_of(READER)).order_by(*in_order).limit(MOST_PENDING)


# --- at home, and on somebody's page ----------------------------------------------------------------------------


def something_waits() -> ColumnElement[bool]:
    """Whether an invitation or a kept place waits for the reader, or a request at a door they hold."""
    own = exists().where(places_of(READER), CircleMember.state.in_((INVITED, OFFERED)))
    asked = exists().where(received_by(READER), CircleMember.state == ASKED)
    return or_(own, asked)


def doors_with_requests(actor: Person) -> Sequence[Any]:
    """The circles whose door the actor holds and where somebody waits for an answer: rows of public_id, name, how many."""
    return rows(_doors(), actor)


@built_once
def _doors() -> Any:
    return (
        select(Circle.public_id, Circle.name, func.count().label("requests"))
        .select_from(CircleMember)
        .join(Circle, Circle.id == CircleMember.circle_id)
        .where(received_by(READER), CircleMember.state == ASKED)
        .group_by(Circle.id, Circle.public_id, Circle.name)
        .order_by(func.min(CircleMember.since))
        .limit(MOST_PENDING)
    )


def of_somebody(actor: Person, person: Person, most: int) -> Sequence[Any]:
    """Circles somebody is in that the actor may know of: listed ones that run, and those both are in."""
    return rows(_of_somebody(), actor, person=person.id, most=most)


@built_once
def _of_somebody() -> Any:
    both = exists().where(_own.circle_id == Circle.id, _own.person_id == READER.id, _own.state == IN)
    return (
        select(Circle.public_id, Circle.name, Circle.purpose, Circle.state, both.label("shared"))
        .join(_with, _with.circle_id == Circle.id)
        .where(_with.person_id == bindparam("person"), _with.state == IN, visible_to(READER))
        .where(or_(both, and_(Circle.is_listed, Circle.state == RUNNING)))
        .order_by(both.desc(), Circle.created_at.desc(), Circle.id)
        .limit(bindparam("most"))
    )
