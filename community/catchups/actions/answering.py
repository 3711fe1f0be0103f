"""Answering a request: yes to a time, other times, not now; and taking one's own request or proposal back.

An agreed catch-up is moved in the same way: one proposes, the time stands until the other says yes to another.
"""

from collections.abc import Sequence
from datetime import datetime

from community.accounts.models import Person
from community.catchups.actions.steps import (
    LOOK_AGAIN,
    NUDGE_BEFORE,
    await_answer,
    propose_times,
    short,
    stop_clock,
    take,
    usable,
)
from community.catchups.models import LONGEST_PLACE, CatchUp
from community.catchups.permissions import Step
from community.core import clock
from community.core.errors import Conflict
from community.core.extensions import db
from community.core.language import _l
from community.core.outbox import publish
from community.events import (
    CatchUpAgreed,
    CatchUpDeclined,
    CatchUpMoved,
    CatchUpTimeKept,
    CatchUpTimesProposed,
    CatchUpWithdrawn,
)


def accept(actor: Person, catchup: CatchUp, *, starts_at: datetime, place: str = "") -> CatchUp:
    """Say yes to one of the proposed times; `place` fills in where, or the link.

    Refuses (Conflict) when it is not the actor's turn, when the time is not proposed any more, or past.
    Publishes CatchUpAgreed, or CatchUpMoved (with a higher sequence) when a time had been agreed before.
    """
    held = take(actor, catchup, Step.ACCEPT)
    chosen = next((time for time in held.proposed if time.starts_at == starts_at), None)
    if chosen is None:
        raise Conflict(_l("Other times have been proposed meanwhile."), what_next=LOOK_AGAIN)
    now = clock.now()
    if chosen.starts_at <= now:
        raise Conflict(
            _l("That time has passed meanwhile."), what_next=_l("Choose another one, or propose other times.")
        )
    moved = held.state == "agreed"
    stop_clock(held)
    held.settle(chosen.starts_at, chosen.zone)
    held.nudge_at = chosen.starts_at - NUDGE_BEFORE if chosen.starts_at - NUDGE_BEFORE > now else None
    held.wonder_at = held.ends_at
    held.place = short(place, LONGEST_PLACE, "place") or held.place
    held.state, held.agreed_at, held.changed_at = "agreed", held.agreed_at or now, now
    held.sequence += 1 if moved else 0
    db.session.flush()
    publish((CatchUpMoved if moved else CatchUpAgreed)(held.id, held.sequence, chosen.starts_at))
    return held


def propose(actor: Person, catchup: CatchUp, *, times: Sequence[datetime]) -> CatchUp:
    """Propose other times, as an answer or to move what is agreed (the agreed time stands until the other says yes).

    Refuses (Conflict) when it is not the actor's turn, or the agreed time has come; Invalid for unusable times.
    Publishes CatchUpTimesProposed.
    """
    moments = usable(times, at_least=1)
    held = take(actor, catchup, Step.PROPOSE)
    now = clock.now()
    held.round += 1
    held.changed_at = now
    propose_times(held, actor, moments)
    if held.state == "asked":
        await_answer(held, now)
    db.session.flush()
    publish(CatchUpTimesProposed(held.id, actor.id, held.round))
    return held


def say_not_now(actor: Person, catchup: CatchUp) -> CatchUp:
    """Not now, without a reason. When it is agreed and the other wants to move it: let us keep the time.

    Refuses (Conflict) when it has been answered or ended. Publishes CatchUpDeclined, or CatchUpTimeKept.
    """
    held = take(actor, catchup, Step.NOT_NOW, Step.KEEP)
    held.changed_at = clock.now()
    if held.state == "agreed":
        held.turn_id = None
        db.session.flush()
        publish(CatchUpTimeKept(held.id, actor.id, held.round))
        return held
    _end(held, "declined", actor)
    publish(CatchUpDeclined(held.id))
    return held


def withdraw(actor: Person, catchup: CatchUp) -> CatchUp:
    """Take one's own request back; when it is agreed, one's own proposal to move it.

    Refuses (Conflict) when it has been answered or ended. Publishes CatchUpWithdrawn (only for a request).
    """
    held = take(actor, catchup, Step.WITHDRAW, Step.TAKE_BACK)
    held.changed_at = clock.now()
    if held.state == "agreed":
        held.turn_id = None
        db.session.flush()
        return held
    _end(held, "withdrawn", actor)
    publish(CatchUpWithdrawn(held.id))
    return held


def _end(catchup: CatchUp, state: str, by: Person) -> None:
    stop_clock(catchup)
    catchup.state, catchup.ended_by_id = state, by.id
    db.session.flush()
