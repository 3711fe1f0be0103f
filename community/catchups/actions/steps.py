"""Taking a step: hold the catch-up, look at it as it is now, and refuse in kind words what is no longer open."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from community.accounts.models import Person
from community.catchups import queries
from community.catchups.models import MOST_TIMES, CatchUp, CatchUpTime
from community.catchups.permissions import Step, open_steps
from community.core import clock
from community.core.errors import Conflict, Invalid, Missing
from community.core.extensions import db
from community.core.language import _l
from community.core.text import clean_line, clean_text

ANSWER_WITHIN = timedelta(days=14)
REMIND_AFTER = timedelta(days=7)
NUDGE_BEFORE = timedelta(hours=24)
FARTHEST = timedelta(days=366)

MEANWHILE: dict[str, Any] = {
    "agreed": _l("A time has been agreed meanwhile."),
    "happened": _l("You have met already, so there is nothing to change any more."),
    "missed": _l("This catch-up is over, so there is nothing to change any more."),
    "cancelled": _l("This catch-up has been cancelled meanwhile."),
    "declined": _l("This request was answered with “not now” meanwhile."),
    "lapsed": _l("Nobody answered, so this request has come to rest meanwhile."),
    "withdrawn": _l("This request has been taken back meanwhile. There is nothing left for you to do."),
}
LOOK_AGAIN = _l("Open the catch-up again to see how things stand.")


def take(actor: Person, catchup: CatchUp, *steps: Step) -> CatchUp:
    """Hold the catch-up for one of these steps by the actor; refuses (Conflict) when none of them is open now."""
    held = queries.locked(catchup.id)
    if held is None:
        raise Missing
    if open_steps(actor.id, held, clock.now()).isdisjoint(steps):
        raise Conflict(_meanwhile(actor, held), what_next=LOOK_AGAIN)
    return held


def _meanwhile(actor: Person, catchup: CatchUp) -> Any:
    if catchup.state == "asked":
        return _l(
            "It is %(name)s’s turn now: something was answered since you opened this page.",
            name=catchup.other(actor.id).name,
        )
    if catchup.state == "agreed" and catchup.is_over(clock.now()):
        return _l("The agreed time has passed, so there is nothing to change any more.")
    return MEANWHILE[catchup.state]


def propose_times(catchup: CatchUp, by: Person, times: Sequence[datetime]) -> None:
    """Begin a new round with these times; the other's answer is awaited."""
    catchup.turn_id, catchup.if_need_be = catchup.other_id(by.id), False
    catchup.times.extend(
        CatchUpTime(round=catchup.round, proposed_by_id=by.id, starts_at=moment, zone=by.time_zone) for moment in times
    )


def await_answer(catchup: CatchUp, now: datetime) -> None:
    """Set the clock: a reminder after a week, the lapse after two."""
    catchup.remind_at, catchup.lapses_at = now + REMIND_AFTER, now + ANSWER_WITHIN


def stop_clock(catchup: CatchUp) -> None:
    """Nothing about this catch-up has to happen by itself any more."""
    catchup.turn_id = None
    catchup.remind_at = catchup.lapses_at = catchup.nudge_at = catchup.wonder_at = None


def end(catchup: CatchUp, state: str, by: Person) -> None:
    """Bring a request to its end in one person's name."""
    stop_clock(catchup)
    catchup.state, catchup.ended_by_id = state, by.id
    db.session.flush()


def usable(times: Sequence[datetime], *, at_least: int = 0) -> list[datetime]:
    """The times in order, each once; refuses (Invalid) too many or too few, past ones and those beyond a year."""
    now = clock.now()
    distinct = sorted(set(times))
    if len(distinct) > MOST_TIMES:
        raise Invalid(_l("Please propose at most %(number)s times.", number=MOST_TIMES), field="times")
    if len(distinct) < at_least:
        raise Invalid(_l("Please propose at least one time."), field="times")
    if distinct and distinct[0] <= now:
        raise Invalid(_l("One of these times is already past. Please choose a later one."), field="times")
    if distinct and distinct[-1] > now + FARTHEST:
        raise Invalid(_l("Please choose times within the next year."), field="times")
    return distinct


def short(text: str, longest: int, field: str) -> str:
    """One cleaned line; refuses (Invalid) more than fits."""
    return _within(clean_line(text), longest, field)


def long(text: str, longest: int, field: str) -> str:
    """Cleaned words in several lines; refuses (Invalid) more than fits."""
    return _within(clean_text(text), longest, field)


def _within(text: str, longest: int, field: str) -> str:
    if len(text) > longest:
        raise Invalid(_l("Please keep it to %(number)s characters.", number=longest), field=field)
    return text
