"""Who may see a catch-up (the two, nobody else), who may do what to it, and which steps are open to whom now."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, false, or_
from sqlalchemy.orm import aliased

from community.accounts.models import Person
from community.accounts.permissions import SEE_PERSON
from community.accounts.permissions import visible_to as person_visible_to
from community.catchups.models import CatchUp
from community.core.policy import Permission, can


def _may_ask(actor: Any, person: Any) -> bool:
    return can(actor, SEE_PERSON, person) and actor.id != person.id


ASK = Permission("catchups.ask", _may_ask)


def _may_see(actor: Any, catchup: Any) -> bool:
    if actor is None or catchup is None or actor.id not in catchup.pair:
        return False
    return can(actor, SEE_PERSON, catchup.other(actor.id))


SEE_CATCHUP = Permission("catchups.see", _may_see)


def visible_to(actor: Person | None) -> ColumnElement[bool]:
    """The SQL twin of SEE_CATCHUP: a clause on CatchUp."""
    if actor is None or not actor.is_present:
        return false()
    other = aliased(Person)
    other_id = case((CatchUp.asker_id == actor.id, CatchUp.asked_id), else_=CatchUp.asker_id)
    return and_(is_of(actor), exists().where(other.id == other_id, person_visible_to(actor, other)))


def is_of(actor: Person) -> ColumnElement[bool]:
    """Clause: the actor is one of the two."""
    return or_(CatchUp.asker_id == actor.id, CatchUp.asked_id == actor.id)


# --- what the two may do; whether it is the moment for it is asked by the action, under its lock -------------------


def _is_one_of_two(actor: Any, catchup: Any) -> bool:
    return actor is not None and actor.is_present and catchup is not None and actor.id in catchup.pair


def _may_say_not_now(actor: Any, catchup: Any) -> bool:
    """The asked person, or either of two who were introduced; both, once it is agreed and being moved ("let us keep the time")."""
    return _is_one_of_two(actor, catchup) and (catchup.state != "asked" or not catchup.was_asked_by(actor.id))


def _may_withdraw(actor: Any, catchup: Any) -> bool:
    """The asker; both, once it is agreed, their own proposal to move it."""
    return _is_one_of_two(actor, catchup) and (catchup.state != "asked" or catchup.was_asked_by(actor.id))


ANSWER = Permission("catchups.answer", _is_one_of_two)
SAY_NOT_NOW = Permission("catchups.say_not_now", _may_say_not_now)
WITHDRAW = Permission("catchups.withdraw", _may_withdraw)
CANCEL = Permission("catchups.cancel", _is_one_of_two)
TELL = Permission("catchups.tell", _is_one_of_two)


class Step(StrEnum):
    """What one of the two can do next."""

    ACCEPT = "accept"
    PROPOSE = "propose"
    NOT_NOW = "not_now"
    WITHDRAW = "withdraw"
    KEEP = "keep"
    TAKE_BACK = "take_back"
    CANCEL = "cancel"
    TELL = "tell"
    CORRECT = "correct"


def open_steps(person_id: int, catchup: CatchUp, now: datetime) -> frozenset[Step]:
    """The steps open to one of the two. Pages show these and no others; actions refuse all others."""
    if person_id not in catchup.pair:
        return frozenset()
    my_turn = catchup.turn_id == person_id
    steps: set[Step] = set()
    if catchup.state == "asked":
        steps.add(Step.WITHDRAW if catchup.was_asked_by(person_id) else Step.NOT_NOW)
        if catchup.is_open_to_either:
            steps.add(Step.PROPOSE)
        elif my_turn and not catchup.is_exchange:  # an exchange is answered by writing back
            steps |= {Step.ACCEPT, Step.PROPOSE}
    elif catchup.state == "agreed" and catchup.starts_at is not None:
        steps.add(Step.TELL if catchup.is_over(now) else Step.CANCEL)
        if now < catchup.starts_at:
            steps |= _steps_of_moving(catchup, my_turn)
    elif catchup.state == "missed":
        steps.add(Step.TELL)
    elif catchup.state == "happened" and catchup.rests_on_the_word_of(person_id):
        steps.add(Step.CORRECT)
    return frozenset(steps)


def _steps_of_moving(catchup: CatchUp, my_turn: bool) -> set[Step]:
    if not catchup.is_being_moved:
        return {Step.PROPOSE}
    if my_turn:
        return {Step.ACCEPT, Step.PROPOSE, Step.KEEP}
    return {Step.KEEP} if catchup.if_need_be else {Step.TAKE_BACK}
