"""Who may introduce whom, and who may see an introduction: each of the two their own side, nobody else anything."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false
from sqlalchemy.orm import aliased

from community.accounts.models import Person
from community.accounts.permissions import SEE_PERSON
from community.accounts.permissions import visible_to as person_visible_to
from community.catchups.models.introductions import Introduction, IntroductionSide
from community.core import clock
from community.core.policy import Permission, can


def _may_introduce(actor: Any, people: Sequence[Any]) -> bool:
    """Whom one sees, but not oneself, and nobody to themselves. Whether those two see each other is not asked:
    the answer would tell of a block."""
    if actor is None or not people:
        return False
    everybody = {actor.id, *(person.id for person in people)}
    return len(everybody) == len(people) + 1 and all(can(actor, SEE_PERSON, person) for person in people)


INTRODUCE = Permission("catchups.introduce", _may_introduce)


def _may_see(actor: Any, side: Any) -> bool:
    if actor is None or side is None or side.person_id != actor.id:
        return False
    if side.shown_until is None or side.shown_until <= clock.now():
        return False
    return can(actor, SEE_PERSON, side.other) and can(actor, SEE_PERSON, side.proposer)


SEE_INTRODUCTION = Permission("catchups.see_introduction", _may_see)

_other, _proposer = aliased(Person), aliased(Person)


def sides_visible_to(actor: Person | None, now: Any = None) -> ColumnElement[bool]:
    """The SQL twin of SEE_INTRODUCTION: a clause on IntroductionSide. `now`: the moment, or a bindparam for it."""
    if actor is None or not actor.is_present:
        return false()
    return and_(
        IntroductionSide.person_id == actor.id,
        IntroductionSide.shown_until > (clock.now() if now is None else now),
        exists().where(_other.id == IntroductionSide.other_id, person_visible_to(actor, _other)),
        exists().where(_proposer.id == IntroductionSide.proposer_id, person_visible_to(actor, _proposer)),
    )


def made_by(actor: Person) -> ColumnElement[bool]:
    """Clause: an introduction the actor proposed, as long as they may see both people in it."""
    one, other = aliased(Person), aliased(Person)
    return and_(
        Introduction.proposer_id == actor.id,
        exists().where(one.id == Introduction.one_id, person_visible_to(actor, one)),
        exists().where(other.id == Introduction.other_id, person_visible_to(actor, other)),
    )


def may_still_meet(people: Sequence[Person]) -> bool:
    """All three take part, and no block stands between any two of them."""
    return len(people) == 3 and all(can(one, SEE_PERSON, other) for one, other in combinations(people, 2))
