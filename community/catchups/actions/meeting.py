"""What belongs to an agreed catch-up: where it is, cancelling it, and whether it happened."""

from community.accounts.models import Person
from community.catchups import queries
from community.catchups.actions.steps import short, stop_clock, take
from community.catchups.models import LONGEST_PLACE, CatchUp, CatchUpAnswer
from community.catchups.permissions import Step
from community.core import clock
from community.core.errors import Missing
from community.core.extensions import db
from community.core.outbox import publish
from community.events import CatchUpCancelled, CatchUpDidNotHappen, CatchUpHappened


def cancel(actor: Person, catchup: CatchUp) -> CatchUp:
    """Cancel an agreed catch-up; both calendars forget it.

    Refuses (Conflict) what is not agreed, or over. Publishes CatchUpCancelled with a higher sequence.
    """
    held = take(actor, catchup, Step.CANCEL)
    close(held, by_id=actor.id)
    publish(CatchUpCancelled(held.id, held.sequence, actor.id))
    return held


def set_place(actor: Person, catchup: CatchUp, *, place: str) -> CatchUp:
    """Say where to meet, or give the link; empty takes it away. Only the two read it: it is in no mail or calendar.

    Refuses (Conflict) once it is over or ended. Publishes nothing.
    """
    held = take(actor, catchup, Step.CANCEL, Step.WITHDRAW, Step.NOT_NOW)
    held.place, held.changed_at = short(place, LONGEST_PLACE, "place"), clock.now()
    db.session.flush()
    return held


def close(catchup: CatchUp, *, by_id: int | None) -> None:
    """Turn an agreed catch-up into a cancelled one. Publishes nothing: the caller knows who may hear of it."""
    stop_clock(catchup)
    catchup.state, catchup.ended_by_id, catchup.changed_at = "cancelled", by_id, clock.now()
    catchup.sequence += 1
    db.session.flush()


def tell(actor: Person, catchup: CatchUp, *, met: bool) -> CatchUp:
    """Say whether you met. One yes is enough: it happened. Two noes: missed. Saying it twice changes nothing.

    Refuses (Conflict) before the meeting is over and when there was none to ask about. Publishes CatchUpHappened once.
    """
    known = queries.locked(catchup.id)
    if known is None or actor.id not in known.pair:
        raise Missing
    if known.answer_of(actor.id) is met:
        return known
    if known.state == "happened":
        if met:
            _note(known, actor, met)
            db.session.flush()
        return known
    held = take(actor, catchup, Step.TELL)
    _note(held, actor, met)
    if met:
        _happened(held)
    elif held.state == "agreed" and held.answer_of(held.other_id(actor.id)) is False:
        stop_clock(held)
        held.state, held.changed_at = "missed", clock.now()
    db.session.flush()
    return held


def correct(actor: Person, catchup: CatchUp) -> CatchUp:
    """Take back that you met: it was a mistake. It counts as not happened until the other says otherwise.

    Saying it twice changes nothing. Refuses (Conflict) when the actor has not said that they met, or the other has said
    it too. Publishes CatchUpDidNotHappen.
    """
    known = queries.locked(catchup.id)
    if known is not None and known.state in {"agreed", "missed"} and known.answer_of(actor.id) is False:
        return known
    held = take(actor, catchup, Step.CORRECT)
    _note(held, actor, False)
    both_said_no = held.answer_of(held.other_id(actor.id)) is False
    held.state, held.changed_at = "missed" if both_said_no else "agreed", clock.now()
    held.sequence += 1
    db.session.flush()
    publish(CatchUpDidNotHappen(held.id, held.pair, revision=held.sequence))
    return held


def _note(catchup: CatchUp, actor: Person, met: bool) -> None:
    known = next((answer for answer in catchup.answers if answer.person_id == actor.id), None)
    if known is None:
        catchup.answers.append(CatchUpAnswer(person_id=actor.id, met=met))
    else:
        known.met = met


def _happened(catchup: CatchUp) -> None:
    stop_clock(catchup)
    catchup.state, catchup.changed_at = "happened", clock.now()
    catchup.sequence += 1
    if catchup.starts_at is not None:
        publish(CatchUpHappened(catchup.id, catchup.pair, catchup.took_place_on, revision=catchup.sequence))
