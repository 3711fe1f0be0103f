"""Promises: made to one's circle, kept, given another day in time, or taken back. The clock reminds, and lets them rest."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import update

from community.accounts.models import Person
from community.circles import queries
from community.circles.actions.steps import LOOK_AGAIN, held, held_seat
from community.circles.models import KEPT, LAPSED, MOST_OPEN_PROMISES, CircleMember, CirclePromise
from community.circles.permissions import CHANGE_PROMISE, WRITE_IN_CIRCLE
from community.core import clock, mail
from community.core.errors import Conflict, Invalid, Missing
from community.core.extensions import db
from community.core.language import _l
from community.core.policy import can
from community.core.text import clean_text

FURTHEST = timedelta(days=366)
FIRST_HOUR = 8  # of the day before, on the clock of who is reminded
WESTERNMOST = timedelta(hours=12)  # when a day is over there, it is over everywhere


def make_promise(actor: Person, seat: CircleMember, *, words: str, due_on: date) -> CirclePromise:
    """Promise something to the circle, by a day.

    Refuses (Invalid) a day that is past or more than a year away, and no words; (Conflict) more open ones than anybody keeps.
    """
    seat = held_seat(actor, seat, WRITE_IN_CIRCLE)
    words = clean_text(words)
    if not words:
        raise Invalid(_l("What will you do?"), field="words")
    _check_day(actor, due_on)
    if queries.how_many_open(seat.circle_id, actor.id) >= MOST_OPEN_PROMISES:
        raise Conflict(
            _l("You have %(number)d open promises here already.", number=MOST_OPEN_PROMISES),
            what_next=_l("Keep one of them, or take one back, before you make another."),
        )
    promise = CirclePromise(
        circle_id=seat.circle_id, person_id=actor.id, words=words, due_on=due_on, first_due_on=due_on
    )
    db.session.add(promise)
    db.session.flush()
    return promise


def keep_promise(actor: Person, promise: CirclePromise) -> None:
    """It is done, also after its day had passed. Saying so twice changes nothing."""
    promise = _held(actor, promise)
    if promise.state != KEPT:
        promise.state, promise.settled_at = KEPT, clock.now()
        db.session.flush()


def move_promise(actor: Person, promise: CirclePromise, *, due_on: date) -> None:
    """Find another day in time: as good as kept.

    Refuses (Conflict) when it is settled, or its day is past for who made it; (Invalid) an unfit day.
    """
    promise = _open(actor, promise)
    if promise.due_on < clock.today(actor.time_zone):
        raise Conflict(_l("The day of this promise is past."), what_next=LOOK_AGAIN)
    _check_day(actor, due_on)
    promise.due_on = due_on
    db.session.flush()


def take_promise_back(actor: Person, promise: CirclePromise) -> None:
    """An open one is gone as if it had never been made. Refuses (Conflict) a settled one."""
    db.session.delete(_open(actor, promise))
    db.session.flush()


def remind_of_promises(now: datetime) -> int:
    """Tell those whose day is tomorrow on their own clock, once; returns how many. Nobody else is told."""
    told = 0
    for promise in queries.promises_coming_up(now):
        here = now.astimezone(ZoneInfo(promise.person.time_zone))
        is_time = here.date() == promise.due_on - timedelta(days=1) and here.hour >= FIRST_HOUR
        if is_time or here.date() == promise.due_on:
            promise.reminded_for = promise.due_on
            about = f"promise:{promise.id}:{promise.due_on.isoformat()}"
            day = promise.due_on.isoformat()
            mail.post("circles.promise", to=promise.person, about=about, promise_id=promise.id, due_on=day)
            told += 1
    return told


def let_promises_rest(now: datetime) -> int:
    """Open ones whose day is over everywhere on earth; returns how many. Nobody is told."""
    over = queries.promises_before((now.astimezone(UTC) - WESTERNMOST).date())
    let = update(CirclePromise).where(CirclePromise.id.in_(over)).values(state=LAPSED, settled_at=now)
    rested = db.session.execute(let, execution_options={"synchronize_session": "fetch"})
    return int(rested.rowcount)  # type: ignore[attr-defined]


def _check_day(actor: Person, due_on: date) -> None:
    today = clock.today(actor.time_zone)
    if due_on < today:
        raise Invalid(_l("This day is past. Choose today or a later one."), field="due_on")
    if due_on > today + FURTHEST:
        raise Invalid(_l("That is more than a year away. Choose a day you can look forward to."), field="due_on")


def _open(actor: Person, promise: CirclePromise) -> CirclePromise:
    promise = _held(actor, promise)
    if not promise.is_open:
        raise Conflict(_l("Something has changed since you opened this page."), what_next=LOOK_AGAIN)
    return promise


def _held(actor: Person, promise: CirclePromise) -> CirclePromise:
    """The promise as it is now, its circle held. Refuses (Missing) one that is gone, (Conflict) what is not possible any more."""
    held(promise.circle)
    fresh = queries.fresh_promise(promise.id)
    if fresh is None:
        raise Missing
    if not can(actor, CHANGE_PROMISE, fresh):
        raise Conflict(_l("Something has changed since you opened this page."), what_next=LOOK_AGAIN)
    return fresh
