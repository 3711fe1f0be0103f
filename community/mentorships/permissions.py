"""Who may see a mentorship, and who may correct it."""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import aliased

from community.accounts.models import PRESENT, Person
from community.accounts.permissions import blocked_with
from community.accounts.permissions import visible_to as person_visible_to
from community.core.extensions import db
from community.core.policy import Permission
from community.mentorships.models import MEMBERS, Mentorship


def _may_see(actor: Any, mentorship: Any) -> bool:
    """The two always, unless a block stands between them; others when both sides are here and show it."""
    if actor is None or mentorship is None or not actor.is_present:
        return False
    if not mentorship.is_of(actor) and not _shown_to_members(mentorship):
        return False
    return not _blocked_with_either(actor.id, mentorship)


def _shown_to_members(mentorship: Mentorship) -> bool:
    return (
        mentorship.disputed_by_id is None
        and mentorship.audience == MEMBERS
        and _is_here(mentorship.mentor_id)
        and _is_here(mentorship.coachee_id)
    )


def _is_here(person_id: int) -> bool:
    """Both sides are mostly in the session already, loaded with the mentorship."""
    person = db.session.get(Person, person_id)
    return person is not None and person.standing in PRESENT


def _blocked_with_either(actor_id: int, mentorship: Mentorship) -> bool:
    pair = Person.id.in_([mentorship.mentor_id, mentorship.coachee_id])
    found = select(Person.id).where(pair, blocked_with(actor_id, Person.id)).limit(1)
    return db.session.execute(found).first() is not None


SEE_MENTORSHIP = Permission("mentorships.see", _may_see)


# Looked up one by one: a list of everybody present would be made anew for every page.
_MENTOR, _COACHEE = aliased(Person), aliased(Person)


def visible_to(actor: Person | None) -> ColumnElement[bool]:
    """The SQL twin of SEE_MENTORSHIP: a clause on Mentorship."""
    if actor is None or not actor.is_present:
        return false()
    shown = and_(
        Mentorship.disputed_by_id.is_(None),
        Mentorship.mentor_audience == MEMBERS,
        Mentorship.coachee_audience == MEMBERS,
        exists().where(_MENTOR.id == Mentorship.mentor_id, person_visible_to(actor, _MENTOR)),
        exists().where(_COACHEE.id == Mentorship.coachee_id, person_visible_to(actor, _COACHEE)),
    )
    return or_(own_of(actor), shown)


def own_of(actor: Person | None) -> ColumnElement[bool]:
    """Those of visible_to(actor) the actor is a side of."""
    if actor is None or not actor.is_present:
        return false()
    return and_(
        or_(Mentorship.mentor_id == actor.id, Mentorship.coachee_id == actor.id),
        ~blocked_with(actor.id, Mentorship.mentor_id),
        ~blocked_with(actor.id, Mentorship.coachee_id),
    )


CORRECT_MENTORSHIP = Permission(
    "mentorships.correct",
    lambda actor, mentorship: _may_see(actor, mentorship) and mentorship.is_of(actor),
)
