"""Who may read what was said to a milestone, who may change it, and who may thank for it."""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_
from sqlalchemy.orm import aliased

from community.accounts.models import Block, Person
from community.accounts.permissions import SEE_PERSON
from community.accounts.permissions import visible_to as person_visible_to
from community.core.extensions import db
from community.core.policy import Permission, can
from community.milestones.models import WORDS, Congratulation, Milestone
from community.milestones.permissions import milestones
from community.milestones.permissions.milestones import SEE_MILESTONE, is_reached, reaches


def _may_see(actor: Any, congratulation: Any) -> bool:
    """Who may see the milestone reads it, if they were in its audience when it was said, or tell it, or it is told of them."""
    if actor is None or congratulation is None:
        return False
    milestone = db.session.get(Milestone, congratulation.milestone_id)
    by = db.session.get(Person, congratulation.person_id)
    if milestone is None or not can(actor, SEE_MILESTONE, milestone) or not can(actor, SEE_PERSON, by):
        return False
    if not can(db.session.get(Person, milestone.subject_id), SEE_PERSON, by):
        return False
    own = actor.id == congratulation.person_id or milestone.is_of(actor)
    return own or is_reached(actor, milestone.subject_id, congratulation)


SEE_CONGRATULATION = Permission("milestones.see_congratulation", _may_see)

_BY, _BLOCK = aliased(Person), aliased(Block)


def visible_to(actor: Person | None) -> ColumnElement[bool]:
    """The SQL twin of SEE_CONGRATULATION: a clause on Congratulation."""
    if actor is None or not actor.is_present:
        return false()
    return exists().where(
        Milestone.id == Congratulation.milestone_id, milestones.visible_to(actor), readable_below(actor)
    )


def readable_below(actor: Any) -> ColumnElement[bool]:
    """Clause on Congratulation and its Milestone, which the actor may see: they may read this too.

    Each EXISTS names what it is correlated to: by itself SQLAlchemy looks at the nearest SELECT only.
    """
    own = or_(Congratulation.person_id == actor.id, Milestone.author_id == actor.id, Milestone.subject_id == actor.id)
    here = exists().where(_BY.id == Congratulation.person_id, person_visible_to(actor, _BY))
    pairs = (
        (_BLOCK.blocker_id == Milestone.subject_id, _BLOCK.blocked_id == Congratulation.person_id),
        (_BLOCK.blocked_id == Milestone.subject_id, _BLOCK.blocker_id == Congratulation.person_id),
    )
    return and_(
        here.correlate(Congratulation),
        *(~exists().where(*pair).correlate(Milestone, Congratulation) for pair in pairs),
        or_(own, reaches(actor, Milestone.subject_id, Congratulation)),
    )


CHANGE_CONGRATULATION = Permission(
    "milestones.change_congratulation",
    lambda actor, congratulation: _may_see(actor, congratulation) and actor.id == congratulation.person_id,
)

# Whoever wrote words can always take them back, also when the milestone has got out of their sight meanwhile.
TAKE_WORDS_BACK = Permission(
    "milestones.take_words_back",
    lambda actor, congratulation: (
        actor is not None and actor.is_present and congratulation is not None and actor.id == congratulation.person_id
    ),
)


def _may_thank(actor: Any, congratulation: Any) -> bool:
    """For words: applause is quiet, and so is its answer."""
    if not _may_see(actor, congratulation) or congratulation.kind != WORDS:
        return False
    milestone = db.session.get(Milestone, congratulation.milestone_id)
    return milestone is not None and actor.id == milestone.subject_id


THANK = Permission("milestones.thank", _may_thank)
