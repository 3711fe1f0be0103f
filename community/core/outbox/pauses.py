"""Pauses of a carrier: while a mail server takes nothing from anybody, no mail uses up its tries against it.

Whoever meets the trouble begins the pause; the others simply wait. When it is over the next one tries: a success ends
the trouble, a failure begins a longer pause.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, select, update
from sqlalchemy.exc import IntegrityError

from community.core import clock
from community.core.extensions import db
from community.core.outbox.models import Delivery, Pause
from community.core.prepared import run

LENGTHS = tuple(timedelta(minutes=minutes) for minutes in (1, 3, 9, 15))
LONGEST = LENGTHS[-1]

_OVER = delete(Pause.__table__).where(  # type: ignore[arg-type]
    Pause.carrier == bindparam("carrier_"), Pause.until <= bindparam("at", type_=Pause.until.type)
)


class Unavailable(Exception):
    """Nobody can use this carrier at the moment, whatever they bring: all its deliveries wait for the pause to end.

    `costs_a_try`: the delivery that met it may be the reason, and uses up one of its tries; the others never do.
    """

    def __init__(self, words: str, *, costs_a_try: bool = False) -> None:
        super().__init__(words)
        self.costs_a_try = costs_a_try


def begin(carrier: str, reason: str) -> datetime:
    """Begin a pause, or find that another delivery has begun it; returns its end. Runs in the caller's transaction."""
    at = clock.now()
    known = db.session.get(Pause, carrier, populate_existing=True)
    if known is None:
        known = Pause(carrier=carrier, since=at, until=at + LENGTHS[0], times=1, reason=reason)
        try:
            with db.session.begin_nested():
                db.session.add(known)
        except IntegrityError:  # another worker was quicker
            return at + LENGTHS[0]
        return known.until
    if at < known.until <= at + LONGEST:
        return known.until
    until = at + LENGTHS[min(known.times, len(LENGTHS) - 1)]
    longer = update(Pause).where(Pause.carrier == carrier, Pause.times == known.times)
    db.session.execute(
        longer.values(until=until, times=Pause.times + 1, reason=reason),
        execution_options={"synchronize_session": False},
    )
    return until


def end(carrier: str) -> None:
    """It works again. What was under way when a pause began proves nothing, and leaves it."""
    run(_OVER, carrier_=carrier, at=clock.now())


def present() -> list[Pause]:
    """The carriers in trouble, with the reason; also those whose next try is due now."""
    return list(db.session.scalars(select(Pause).order_by(Pause.carrier)))


def open_at(at: Any, longest: Any) -> ColumnElement[bool]:
    """Deliveries whose carrier does not pause at an instant. A pause that ends after `longest` (at + LONGEST) is one from before
    the clock was set back."""
    closed = select(Pause.carrier).where(and_(Pause.until > at, Pause.until <= longest))
    return Delivery.subscriber.not_in(closed)
