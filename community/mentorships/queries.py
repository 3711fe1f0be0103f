"""Every reading of mentorships, named for the page that needs it."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
    union,
)
from sqlalchemy.orm import joinedload

from community.accounts.models import Cohort, Person, Programme
from community.accounts.permissions import visible_to as person_visible_to
from community.core.columns import UtcDateTime
from community.core.extensions import db
from community.core.prepared import READER, built_once, rows
from community.mentorships.models import PAIR, UNASKED, Mentorship
from community.mentorships.permissions import own_of, visible_to

# What a line about somebody shows; nobody's password is fetched for a list.
PERSON_ON_A_LINE = (Person.id, Person.public_id, Person.name, Person.standing)
NEWEST_FIRST = (func.coalesce(Mentorship.started_on, Mentorship.ended_on).desc().nulls_last(), Mentorship.id.desc())


def by_public_id(actor: Person | None, mentorship: str) -> Mentorship | None:
    """One mentorship the actor may see."""
    return db.session.scalar(_whole().where(Mentorship.public_id == mentorship, visible_to(actor)))


def mine(actor: Person, most: int = 500) -> Sequence[Mentorship]:
    """All mentorships of the actor, newest first; a mentor of twenty years has a few dozen."""
    return db.session.scalars(_whole().where(own_of(actor)).order_by(*NEWEST_FIRST).limit(most)).all()


@built_once
def _on_profile() -> Any:
    subject, most = (bindparam(name, type_=Integer) for name in ("subject", "most"))
    other_id = case((Mentorship.mentor_id == subject, Mentorship.coachee_id), else_=Mentorship.mentor_id)
    one = (Mentorship.mentor_id, Mentorship.coachee_id, Mentorship.started_on, Mentorship.ended_on)
    told = (Mentorship.focus, Mentorship.focus_waits_for_id)
    audiences = (Mentorship.mentor_audience, Mentorship.coachee_audience)
    where = (Programme.name.label("programme"), Cohort.name.label("cohort"))
    return (
        select(Mentorship.id, *one, *told, *audiences, *where, Person.public_id, Person.name, Person.standing)
        .join(Person, Person.id == other_id)
        .join(Mentorship.cohort)
        .join(Cohort.programme)
        .where(_of(subject), Mentorship.disputed_by_id.is_(None), visible_to(READER))
        .order_by(*NEWEST_FIRST)
        .limit(most)
    )


def on_profile(actor: Person, person: Person, most: int = 13) -> Sequence[Any]:
    """The mentorships of `person` the actor may see: rows of each, its programme and cohort, and public_id, name and
    standing of the other side. What somebody called wrong is on no profile."""
    return rows(_on_profile(), actor, subject=person.id, most=most)


def of_newcomer(person: Person, most: int = 500) -> Sequence[Mentorship]:
    """What the roster says about somebody who is about to join and cannot look for themselves yet."""
    return db.session.scalars(_whole().where(_of(person.id)).order_by(*NEWEST_FIRST).limit(most)).all()


@built_once
def _news() -> Any:
    mentors, is_new = Mentorship.mentor_id == READER.id, _is_new()
    return (
        select(
            Mentorship.public_id, Person.name, mentors.label("as_mentor"), is_new.label("is_new"),
            Programme.name.label("programme"), Cohort.name.label("cohort"),
        )
        .join(Person, Person.id == case((mentors, Mentorship.coachee_id), else_=Mentorship.mentor_id))
        .join(Mentorship.cohort)
        .join(Cohort.programme)
        .where(own_of(READER), or_(is_new, _is_corrected()))
        .order_by(is_new.desc(), Mentorship.corrected_at.desc(), Mentorship.id.desc())
        .limit(bindparam("most", type_=Integer))
    )  # fmt: skip


def news(actor: Person, since: datetime, most: int = 5) -> Sequence[Any]:
    """The actor's mentorships which wait for their word on who may see them (`is_new`), or which the other side has corrected: lately,
    or with words that wait for the actor's "that is right".

    Rows of public_id, name of the other, as_mentor, is_new, programme, cohort. One query.
    """
    return rows(_news(), actor, corrected_since=since, most=most)


def has_news() -> ColumnElement[bool]:
    """Whether there are any (asked with `corrected_since`)."""
    return exists().where(own_of(READER), or_(_is_new(), _is_corrected()))


def _is_new() -> ColumnElement[bool]:
    mentors = Mentorship.mentor_id == READER.id
    own_audience = case((mentors, Mentorship.mentor_audience), else_=Mentorship.coachee_audience)
    return and_(own_audience == UNASKED, Mentorship.disputed_by_id.is_(None))


def _is_corrected() -> ColumnElement[bool]:
    since = bindparam("corrected_since", type_=UtcDateTime())
    lately = and_(Mentorship.corrected_at >= since, Mentorship.corrected_by_id != READER.id)
    return or_(lately, Mentorship.focus_waits_for_id == READER.id)


@built_once
def _began_of() -> Any:
    as_mentor = Mentorship.mentor_id == READER.id
    other_id = case((as_mentor, Mentorship.coachee_id), else_=Mentorship.mentor_id)
    return (
        select(
            Person.id.label("person_id"), Person.public_id, Person.name, Mentorship.started_on,
            as_mentor.label("as_mentor"),
        )
        .join(Person, Person.id == other_id)
        .where(
            own_of(READER), Mentorship.started_on.is_not(None), Mentorship.disputed_by_id.is_(None),
            person_visible_to(READER),
        )
        .order_by(Mentorship.started_on)
        .limit(500)
    )  # fmt: skip


def began_of(actor: Person) -> Sequence[Any]:
    """When each of the actor's mentorships began, with whom: rows of person_id, public_id, name, started_on, as_mentor."""
    return rows(_began_of(), actor)


def disputed(most: int = 200) -> Sequence[Mentorship]:
    """What a side has called wrong and no coordinator has looked at, oldest first. For coordinators."""
    waiting = and_(Mentorship.disputed_by_id.is_not(None), Mentorship.settled_at.is_(None))
    return db.session.scalars(_whole().where(waiting).order_by(Mentorship.disputed_at, Mentorship.id).limit(most)).all()


def disputed_by_public_id(mentorship: str) -> Mentorship | None:
    """One of them. For coordinators."""
    wrong = Mentorship.disputed_by_id.is_not(None)
    return db.session.scalar(_whole().where(Mentorship.public_id == mentorship, wrong))


def of_person(person: Person, most: int = 500) -> Sequence[Mentorship]:
    """All mentorships of somebody as the roster has them. For coordinators, who wrote the roster."""
    return of_newcomer(person, most)


@built_once
def _shared_with() -> Any:
    people: Any = bindparam("people", expanding=True)
    my_mentors = select(Mentorship.mentor_id).where(
        Mentorship.coachee_id == READER.id, Mentorship.disputed_by_id.is_(None)
    )
    of_mine = or_(Mentorship.mentor_id == READER.id, Mentorship.mentor_id.in_(my_mentors))
    either = or_(
        and_(Mentorship.coachee_id.in_(people), of_mine),
        and_(Mentorship.mentor_id.in_(people), Mentorship.coachee_id == READER.id),
    )
    return (
        select(Mentorship.coachee_id, Mentorship.mentor_id, Person.name, Mentorship.started_on)
        .join(Person, Person.id == Mentorship.mentor_id)
        .where(either, Mentorship.disputed_by_id.is_(None), visible_to(READER))
        .order_by(Mentorship.started_on.desc())
        .limit(bindparam("most", type_=Integer))
    )


def shared_with(actor: Person, person_ids: Collection[int]) -> Sequence[Any]:
    """Rows (coachee_id, mentor_id, mentor's name, year) that explain why the actor and these people know each other.

    Either one of them mentored the other, or both had the same mentor. One query; only what the actor may see.
    """
    return rows(_shared_with(), actor, people=[*person_ids], most=20 * max(len(person_ids), 1))


def who_said_pair() -> set[int]:
    """Ids of everybody who wants one of their mentorships seen by its two sides alone."""
    said = union(
        select(Mentorship.mentor_id).where(Mentorship.mentor_audience == PAIR),
        select(Mentorship.coachee_id).where(Mentorship.coachee_audience == PAIR),
    )
    return set(db.session.scalars(said))


def by_id(mentorship_id: int) -> Mentorship | None:
    """The mentorship of an event or a mail of ours."""
    return db.session.scalar(_whole().where(Mentorship.id == mentorship_id))


def ended_untold(today: date, most: int) -> Sequence[Any]:
    """Mentorships that have ended and of whose end nobody has been told yet; not what a side calls wrong.

    Rows of id, mentor_id, coachee_id, ended_on, held until the end of the transaction.
    """
    over = and_(Mentorship.end_told_at.is_(None), Mentorship.ended_on <= today, Mentorship.disputed_by_id.is_(None))
    found = select(Mentorship.id, Mentorship.mentor_id, Mentorship.coachee_id, Mentorship.ended_on).where(over)
    # In no order: sorting a large roster anew for each of its parts would cost more than all the rest.
    return db.session.execute(found.limit(most).with_for_update(skip_locked=True)).all()


@built_once
def _between() -> Any:
    person = bindparam("person", type_=Integer)
    pair = or_(
        and_(Mentorship.mentor_id == READER.id, Mentorship.coachee_id == person),
        and_(Mentorship.coachee_id == READER.id, Mentorship.mentor_id == person),
    )
    one = (Mentorship.public_id, Mentorship.mentor_id, Mentorship.started_on, Mentorship.ended_on)
    return (
        select(*one, Programme.name.label("programme"), Cohort.name.label("cohort"))
        .join(Mentorship.cohort)
        .join(Cohort.programme)
        .where(pair, own_of(READER), Mentorship.disputed_by_id.is_(None))
        .order_by(*NEWEST_FIRST)
        .limit(bindparam("most", type_=Integer))
    )


def between(actor: Person, person: Person, most: int = 10) -> Sequence[Any]:
    """The mentorships of the actor and somebody: rows of public_id, mentor_id, started_on, ended_on, programme, cohort."""
    return rows(_between(), actor, person=person.id, most=most)


@built_once
def _ended_lately() -> Any:
    mentors = Mentorship.mentor_id == READER.id
    return (
        select(Person.id, Person.public_id, Person.name, Mentorship.ended_on, mentors.label("as_mentor"))
        .select_from(Mentorship)
        .join(Person, Person.id == case((mentors, Mentorship.coachee_id), else_=Mentorship.mentor_id))
        .where(_has_ended_lately(), person_visible_to(READER))
        .order_by(Mentorship.ended_on.desc(), Mentorship.id.desc())
        .limit(bindparam("most", type_=Integer))
    )


def ended_lately(actor: Person, since: date, today: date, most: int = 5) -> Sequence[Any]:
    """Of the actor's mentorships, those that ended lately: rows of id, public_id and name of the other, ended_on, as_mentor."""
    return rows(_ended_lately(), actor, ended_since=since, ended_until=today, most=most)


def has_ended_lately() -> ColumnElement[bool]:
    """Whether there may be any (asked with `ended_since` and `ended_until`)."""
    return exists().where(_has_ended_lately())


def _has_ended_lately() -> ColumnElement[bool]:
    since, until = (bindparam(name, type_=Date()) for name in ("ended_since", "ended_until"))
    return and_(own_of(READER), Mentorship.disputed_by_id.is_(None), Mentorship.ended_on.between(since, until))


def related(actor_id: int) -> Select[Any] | CompoundSelect[Any]:
    """Ids of everybody who shared a mentorship with a person, as SQL (registered under `relations`)."""
    so = Mentorship.disputed_by_id.is_(None)
    return union(
        select(Mentorship.coachee_id.label("person_id")).where(Mentorship.mentor_id == actor_id, so),
        select(Mentorship.mentor_id).where(Mentorship.coachee_id == actor_id, so),
    )


def mentors_of(person_id: Any) -> Select[Any]:
    """Ids of everybody who has mentored a person, formally or as a peer, now or formerly, as SQL (a group of core.audiences)."""
    mentored = (Mentorship.coachee_id == person_id, Mentorship.disputed_by_id.is_(None))
    return select(Mentorship.mentor_id.label("person_id")).where(*mentored)


def _of(person_id: Any) -> ColumnElement[bool]:
    return or_(Mentorship.mentor_id == person_id, Mentorship.coachee_id == person_id)


def _whole() -> Select[Mentorship]:
    """A mentorship with its people and where it belongs."""
    return select(Mentorship).options(
        joinedload(Mentorship.mentor).load_only(*PERSON_ON_A_LINE),
        joinedload(Mentorship.coachee).load_only(*PERSON_ON_A_LINE),
        joinedload(Mentorship.cohort).joinedload(Cohort.programme),
    )
