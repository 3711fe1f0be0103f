"""Answering a request: each time yes, if need be or no; other times; and taking one's own request or proposal back.

An agreed catch-up is moved in the same way: one proposes, the time stands until the other says yes to another.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NoReturn

from community.accounts.models import Person
from community.catchups.actions.steps import (
    LOOK_AGAIN,
    NUDGE_BEFORE,
    await_answer,
    end,
    propose_times,
    short,
    stop_clock,
    take,
    usable,
)
from community.catchups.models import ANSWERS, LONGEST_PLACE, CatchUp, CatchUpTime
from community.catchups.permissions import Step
from community.core import clock
from community.core.errors import Conflict, Invalid
from community.core.extensions import db
from community.core.language import _l
from community.core.outbox import publish
from community.events import (
    CatchUpAgreed,
    CatchUpMoved,
    CatchUpTimesProposed,
    CatchUpTimesWeighed,
    CatchUpWithdrawn,
)


def answer(actor: Person, catchup: CatchUp, *, answers: Mapping[datetime, str], place: str = "") -> CatchUp:
    """Say to each proposed time "yes", "if_need_be" or "no"; `place` fills in where, or the link.

    The earliest yes is agreed at once. Without one, what is possible if need be is kept, and the other chooses among it.
    Refuses (Conflict) when it is not the actor's turn, or for times that are not offered any more, or past; Invalid when
    nothing suits (propose others instead), a time is left open, or the words are none of the three.
    Publishes CatchUpAgreed or CatchUpMoved, or CatchUpTimesWeighed.
    """
    if not set(answers.values()) <= set(ANSWERS):
        raise Invalid
    held = take(actor, catchup, Step.ACCEPT)
    chosen = [_offered(held, starts_at) for starts_at in sorted(answers)]
    agreed = next((time for time in chosen if answers[time.starts_at] == "yes"), None)
    if agreed is not None or held.if_need_be:
        return _agree(held, agreed or _refuse_all(actor, held), place)
    return _weigh(actor, held, answers, place)


def accept(actor: Person, catchup: CatchUp, *, starts_at: datetime, place: str = "") -> CatchUp:
    """Say yes to one of the offered times; `place` fills in where, or the link.

    Refuses (Conflict) when it is not the actor's turn, when the time is not offered any more, or past.
    Publishes CatchUpAgreed, or CatchUpMoved (with a higher sequence) when a time had been agreed before.
    """
    held = take(actor, catchup, Step.ACCEPT)
    return _agree(held, _offered(held, starts_at), place)


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
    end(held, "withdrawn", actor)
    publish(CatchUpWithdrawn(held.id))
    return held


def _offered(catchup: CatchUp, starts_at: datetime) -> CatchUpTime:
    """The offered time that starts then; refuses (Conflict) what is not offered any more, or past."""
    found = next((time for time in catchup.offered if time.starts_at == starts_at), None)
    if found is None:
        raise Conflict(_l("Other times have been proposed meanwhile."), what_next=LOOK_AGAIN)
    if found.starts_at <= clock.now():
        raise Conflict(
            _l("That time has passed meanwhile."), what_next=_l("Choose another one, or propose other times.")
        )
    return found


def _agree(catchup: CatchUp, time: CatchUpTime, place: str) -> CatchUp:
    now, moved = clock.now(), catchup.state == "agreed"
    stop_clock(catchup)
    catchup.settle(time.starts_at, time.zone)
    catchup.nudge_at = time.starts_at - NUDGE_BEFORE if time.starts_at - NUDGE_BEFORE > now else None
    catchup.wonder_at = catchup.ends_at
    catchup.place = short(place, LONGEST_PLACE, "place") or catchup.place
    catchup.state, catchup.agreed_at, catchup.changed_at = "agreed", catchup.agreed_at or now, now
    catchup.sequence += 1 if moved else 0
    db.session.flush()
    publish((CatchUpMoved if moved else CatchUpAgreed)(catchup.id, catchup.sequence, time.starts_at))
    return catchup


def _weigh(actor: Person, catchup: CatchUp, answers: Mapping[datetime, str], place: str) -> CatchUp:
    now = clock.now()
    ahead = [time for time in catchup.offered if time.starts_at > now]
    if any(time.starts_at not in answers for time in ahead):
        raise Invalid(_l("Please say to each time whether it suits you: yes, if need be, or no."))
    if not any(answers[time.starts_at] == "if_need_be" for time in ahead):
        _refuse_all(actor, catchup)
    for time in ahead:
        time.answer = answers[time.starts_at]
    catchup.place = short(place, LONGEST_PLACE, "place") or catchup.place
    catchup.if_need_be, catchup.turn_id, catchup.changed_at = True, catchup.other_id(actor.id), now
    if catchup.state == "asked":
        await_answer(catchup, now)
    db.session.flush()
    publish(CatchUpTimesWeighed(catchup.id, actor.id, catchup.round))
    return catchup


def _refuse_all(actor: Person, catchup: CatchUp) -> NoReturn:
    """A no to each time says nothing yet of what comes instead: the words name the ways on that this one of the two has."""
    if catchup.state == "agreed":
        raise Invalid(_l("It is good to know that these do not fit. Propose other times, or keep the agreed one."))
    if catchup.was_asked_by(actor.id):
        raise Invalid(_l("It is good to know that these do not fit. Propose other times, or take your request back."))
    raise Invalid(_l("It is good to know that these do not fit. Propose other times, or say “not now”."))
