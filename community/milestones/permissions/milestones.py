"""Who may see a milestone, who may tell one of whom, and who may change what.

Whoever neither tells it nor is it told of sees it only while it is shared, its subject is here, they belong to its
audience, and no block stands between any two of reader, author and subject.
"""

from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, bindparam, exists, false, literal, literal_column, or_, select
from sqlalchemy.orm import aliased

from community.accounts.models import ABSENT, Block, Participation, Person
from community.accounts.permissions import SEE_PERSON, blocked_with
from community.core import audiences
from community.core.extensions import db
from community.core.policy import Permission, can
from community.core.prepared import READER, built_once, rows
from community.milestones.models import (
    AUDIENCES,
    CIRCLE,
    COHORT,
    DECLINED,
    EVERYONE,
    GROUPS,
    SHARED,
    WAITING,
    Milestone,
)


def _may_see(actor: Any, milestone: Any) -> bool:
    if actor is None or milestone is None or not actor.is_present:
        return False
    if not _is_here(milestone.subject_id) or _is_cut_off(actor, milestone):
        return False
    if actor.id == milestone.author_id:
        return milestone.is_shared or milestone.waits
    if milestone.state == WAITING:
        return actor.id == milestone.subject_id and _is_here(milestone.author_id)
    return milestone.is_shared and (
        actor.id == milestone.subject_id or is_reached(actor, milestone.subject_id, milestone)
    )


def is_reached(actor: Any, subject_id: int, told: Any) -> bool:
    """Whether the actor belongs to the audience of a milestone, or of a congratulation, seen from its subject."""
    if told.audience == EVERYONE:
        return True
    if told.audience in GROUPS:
        of_group = _in_group(told.audience)
        return of_group is not None and bool(rows(of_group, actor, subject=subject_id))
    if told.audience == CIRCLE:
        in_circle = _in_circle()
        return in_circle is not None and bool(rows(in_circle, actor, circle=told.circle_id))
    return bool(rows(_in_cohort(), actor, cohort=told.cohort_id))


def _is_here(person_id: int) -> bool:
    """The two are mostly in the session already, loaded with the milestone."""
    person = db.session.get(Person, person_id)
    return person is not None and person.is_present


def _is_cut_off(actor: Any, milestone: Any) -> bool:
    three = {actor.id, milestone.author_id, milestone.subject_id}
    return len(three) > 1 and bool(rows(_blocks_among(), actor, people=[*three]))


@built_once
def _blocks_among() -> Any:
    people: Any = bindparam("people", expanding=True)
    return select(literal(1)).where(Block.blocker_id.in_(people), Block.blocked_id.in_(people)).limit(1)


@built_once
def _in_group(name: str) -> Any:
    ids = audiences.group(name, READER.id)
    return None if ids is None else select(literal(1)).where(bindparam("subject", type_=Integer).in_(ids))


@built_once
def _in_cohort() -> Any:
    cohort = bindparam("cohort", type_=Integer)
    return select(literal(1)).where(Participation.person_id == READER.id, Participation.cohort_id == cohort).limit(1)


@built_once
def _in_circle() -> Any:
    circles = audiences.named_groups(CIRCLE)
    if circles is None:
        return None
    return select(literal(1)).where(bindparam("circle", type_=Integer).in_(circles.ids_of(READER.id)))


SEE_MILESTONE = Permission("milestones.see", _may_see)

_SUBJECT, _AUTHOR = aliased(Person), aliased(Person)
# Written into the statements: PostgreSQL plans them once for all readers, and has to know how many people are absent
# and how many milestones are for everyone.
_ABSENT: list[Any] = [literal_column(f"'{standing}'") for standing in ABSENT]
_STATES: dict[str, Any] = {state: literal_column(f"'{state}'") for state in (SHARED, WAITING, DECLINED)}
_AUDIENCES: dict[str, Any] = {name: literal_column(f"'{name}'") for name in AUDIENCES}


def visible_to(actor: Person | None) -> ColumnElement[bool]:
    """The SQL twin of SEE_MILESTONE: a clause on Milestone."""
    if actor is None or not actor.is_present:
        return false()
    by_actor, of_actor = Milestone.author_id == actor.id, Milestone.subject_id == actor.id
    author_is_here = exists().where(_AUTHOR.id == Milestone.author_id, _AUTHOR.standing.not_in(_ABSENT))
    return and_(
        nobody_missing(actor),
        or_(
            and_(by_actor, Milestone.state.in_([*_STATES.values()])),
            and_(of_actor, Milestone.state == _STATES[WAITING], author_is_here),
            and_(Milestone.state == _STATES[SHARED], or_(of_actor, reaches(actor, Milestone.subject_id))),
        ),
    )


def nobody_missing(actor: Any) -> ColumnElement[bool]:
    """Clause on Milestone: its subject is here, and no block stands between any two of actor, author and subject."""
    # As lists of their own, which the database makes once and not for every row.
    blocked = select(Block.blocked_id).where(Block.blocker_id == actor.id)
    blockers = select(Block.blocker_id).where(Block.blocked_id == actor.id)
    between = blocked_with(Milestone.author_id, Milestone.subject_id)
    return and_(
        *(
            who.not_in(cut_off)
            for who in (Milestone.subject_id, Milestone.author_id)
            for cut_off in (blocked, blockers)
        ),
        or_(Milestone.author_id == Milestone.subject_id, ~between),
        exists().where(_SUBJECT.id == Milestone.subject_id, _SUBJECT.standing.not_in(_ABSENT)),
    )


def reaches(actor: Any, subject_id: Any, told: Any = Milestone) -> ColumnElement[bool]:
    """The SQL twin of is_reached: a clause on `told` (Milestone or Congratulation)."""
    own_cohorts = select(Participation.cohort_id).where(Participation.person_id == actor.id)
    within: list[ColumnElement[bool]] = [
        is_for(EVERYONE, told),
        and_(is_for(COHORT, told), told.cohort_id.in_(own_cohorts)),
    ]
    circles = audiences.named_groups(CIRCLE)
    if circles is not None:
        within.append(and_(is_for(CIRCLE, told), told.circle_id.in_(circles.ids_of(actor.id))))
    for name in GROUPS:
        ids = audiences.group(name, actor.id)
        if ids is not None:
            within.append(and_(is_for(name, told), subject_id.in_(ids)))
    return or_(*within)


def is_for(audience: str, told: Any = Milestone) -> ColumnElement[bool]:
    """Clause on `told`: this is its audience."""
    is_so: ColumnElement[bool] = told.audience == _AUDIENCES[audience]
    return is_so


# --- what may be done -----------------------------------------------------------------------------------------

TELL_ABOUT = Permission("milestones.tell_about", lambda actor, person: can(actor, SEE_PERSON, person))


def _may_edit(actor: Any, milestone: Any) -> bool:
    """Who tells it until the subject has said yes, from then on the subject alone."""
    if not _may_see(actor, milestone):
        return False
    return actor.id == (milestone.subject_id if milestone.is_shared else milestone.author_id)


EDIT_MILESTONE = Permission("milestones.edit", _may_edit)
ANSWER_MILESTONE = Permission(
    "milestones.answer",
    lambda actor, milestone: (
        _may_see(actor, milestone) and milestone.state == WAITING and actor.id == milestone.subject_id
    ),
)
KEEP_MILESTONE = Permission(
    "milestones.keep", lambda actor, milestone: _may_see(actor, milestone) and milestone.is_of(actor)
)
CONGRATULATE = Permission(
    "milestones.congratulate",
    lambda actor, milestone: _may_see(actor, milestone) and milestone.is_shared and actor.id != milestone.subject_id,
)
