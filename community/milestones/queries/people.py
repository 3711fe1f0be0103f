"""Whom a milestone may be about, and whom it would reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, Select, bindparam, func, select
from sqlalchemy.orm import aliased

from community.accounts.models import PRESENT, Cohort, Participation, Person, Programme
from community.accounts.permissions import blocked_with
from community.accounts.permissions import visible_to as person_visible_to
from community.accounts.queries import person_by_public_id
from community.core import audiences
from community.core.extensions import db
from community.core.prepared import built_once
from community.milestones.models import CIRCLE, COHORT, EVERYONE, GROUPS, Milestone

ACTOR, SUBJECT = bindparam("actor", type_=Integer), bindparam("subject", type_=Integer)


@dataclass(frozen=True, slots=True)
class Reach:
    """One audience somebody can choose, and how many people it means (None: not for this reader to know).

    `which`: the public id of the cohort or circle, for the audiences "cohort" and "circle", and its `name`.
    """

    audience: str
    people: int | None
    which: str | None = None
    name: str = ""

    @property
    def value(self) -> str:
        """The value of the choice in a form."""
        return f"{self.audience}:{self.which}" if self.which else self.audience


def person_to_tell_of(actor: Person | None, person: str) -> Person | None:
    """The person of an address, if the actor may see them."""
    return person_by_public_id(actor, person)


def reach(actor: Person, subject: Person) -> list[Reach]:
    """The audiences the actor can choose for a milestone of `subject`, with the number of people each means.

    How many mentors, coachees and ties somebody else has is not for the actor to know, nor whom they block: everybody
    the actor sees is counted. A few cheap counts.
    """
    own = actor.id == subject.id
    found = [
        Reach(name, _count(_members_of(name), actor, subject) if own else None)
        for name in GROUPS
        if audiences.group(name, subject.id) is not None
    ]
    for circle in circles_of_both(actor, subject):
        people = _count(_members_of_circle(), actor, subject, circle=circle.id)
        found.append(Reach(CIRCLE, people, circle.public_id, circle.name))
    for row in cohorts_of_both(actor, subject):
        people = _count(_members_of_cohort(), actor, subject, cohort=row.id)
        found.append(Reach(COHORT, people, row.cohort, f"{row.programme_name} {row.cohort_name}".strip()))
    return [*found, Reach(EVERYONE, _count(_members(), actor, subject))]


def _count(statement: Any, actor: Person, subject: Person, **values: Any) -> int:
    return db.session.execute(statement, {"actor": actor.id, "subject": subject.id, **values}).scalar_one()


@built_once
def _members_of(name: str) -> Any:
    ids: Any = audiences.group(name, SUBJECT)
    return _others().where(Person.id.in_(ids))


@built_once
def _members_of_cohort() -> Any:
    of_cohort = select(Participation.person_id).where(Participation.cohort_id == bindparam("cohort", type_=Integer))
    return _others().where(Person.id.in_(of_cohort))


@built_once
def _members_of_circle() -> Any:
    circles = audiences.named_groups(CIRCLE)
    assert circles is not None
    return _others().where(Person.id.in_(circles.members(bindparam("circle", type_=Integer))))


@built_once
def _members() -> Any:
    return _others()


def _others() -> Select[Any]:
    here = Person.standing.in_(PRESENT)
    return select(func.count()).select_from(Person).where(here, Person.id != SUBJECT, ~blocked_with(ACTOR, Person.id))


def cohorts_of_both(actor: Person, subject: Person) -> Sequence[Any]:
    """The cohorts in which both have been (of oneself: all), newest first: rows of id, cohort, cohort_name, programme_name.

    Of somebody who hides their cohorts from the actor there are none.
    """
    if actor.id != subject.id and not audiences.may_read(actor, subject, "cohorts"):
        return []
    return db.session.execute(_cohorts_of_both(), {"subject": subject.id, "actor": actor.id}).all()


@built_once
def _cohorts_of_both() -> Any:
    mine = aliased(Participation)
    both = select(mine.cohort_id).where(mine.person_id == ACTOR)
    return (
        select(
            Cohort.id,
            Cohort.public_id.label("cohort"),
            Cohort.name.label("cohort_name"),
            Programme.name.label("programme_name"),
        )
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(
            Cohort.id.in_(select(Participation.cohort_id).where(Participation.person_id == SUBJECT)),
            Cohort.id.in_(both),
        )
        .order_by(Cohort.name.desc(), Cohort.id.desc())
        .limit(20)
    )


def circles_of_both(actor: Person, subject: Person) -> Sequence[Any]:
    """The circles in which both are (of oneself: all), by name: rows of id, public_id, name."""
    circles = audiences.named_groups(CIRCLE)
    return (
        []
        if circles is None
        else db.session.execute(_circles_of_both(), {"subject": subject.id, "actor": actor.id}).all()
    )


@built_once
def _circles_of_both() -> Any:
    circles: Any = audiences.named_groups(CIRCLE)
    theirs = circles.of(SUBJECT).subquery()
    return select(theirs).where(theirs.c.id.in_(circles.ids_of(ACTOR))).order_by(theirs.c.name, theirs.c.id).limit(20)


def circle_of(person: Person, circle_id: int | None) -> Any:
    """The circle a milestone is for, as one of its members finds it (id, public_id, name); None for who is not in it."""
    circles = audiences.named_groups(CIRCLE)
    if circles is None or circle_id is None:
        return None
    theirs = circles.of(person.id).subquery()
    return db.session.execute(select(theirs).where(theirs.c.id == circle_id)).first()


def which(milestone: Milestone, *, wished: bool = False) -> str | None:
    """The public id of the cohort or circle it is for, or (`wished`) one of the two wishes it to be for."""
    cohort = milestone.wider_cohort if wished else milestone.cohort
    circle = circle_of(milestone.subject, milestone.wider_circle_id if wished else milestone.circle_id)
    return cohort.public_id if cohort else circle.public_id if circle else None


def mentors_to_tell(milestone: Milestone) -> Sequence[Person]:
    """Who has mentored its subject, is here, and is neither its author nor cut off by a block. Whether it reaches them is
    asked for each, when the mail is composed."""
    ids = audiences.group("mentors", milestone.subject_id)
    if ids is None:
        return []
    mentors = select(Person).where(
        Person.id.in_(ids),
        Person.id != milestone.author_id,
        person_visible_to(milestone.subject),
    )
    return db.session.scalars(mentors.order_by(Person.id)).all()
