"""Delivering: claim, carry out, done; or try again later, or give up and say so.

What happens in the database happens exactly once: effects and "done" are one transaction, and only the holder of the
claim can write it. What happens outside (SMTP) happens at least once: between the server's "accepted" and our commit
lies one short transaction, and a crash exactly there sends the same Message-ID again, which receivers show once.
"""

import logging
import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import and_, select, update
from sqlalchemy.exc import DBAPIError

from community.core import clock
from community.core.database import transaction
from community.core.extensions import db
from community.core.outbox import claiming, claims, pauses, steps
from community.core.outbox.claiming import LEASE, Claimed
from community.core.outbox.errands import Errand, Task, carrier_of
from community.core.outbox.models import DEAD, IS_WAITING, WAITING, Delivery

log = logging.getLogger("community.outbox")

MOST_ATTEMPTS = 8
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 3, 9, 27, 81, 243, 360))
BATCH = 100


class Hopeless(Exception):
    """Trying again would not help: the delivery is dead at once, and coordinators see why."""


class NotYet(Exception):
    """Nothing is wrong, but its hour has not come: it is put off until then."""

    def __init__(self, until: datetime) -> None:
        self.until = until


class LostClaim(Exception):
    """The claim ran out, and somebody else has taken the delivery."""


def drain(limit: int | None = None) -> int:
    """Carry out everything that is due, in this process, until its worker is told to stop; returns how many deliveries were tried.

    Call it outside of a transaction: each delivery runs in transactions and an application context of its own.
    """
    tried = 0
    while (limit is None or tried < limit) and not claiming.is_stopping():
        ids = _due_ids(BATCH if limit is None else min(BATCH, limit - tried))
        if not ids:
            break
        with claiming.in_turn(ids) as turn:
            for delivery_id in turn:
                if not deliver(delivery_id):
                    break  # somebody else has it, or its carrier pauses: look again what is due
                tried += 1
    return tried


def deliver(delivery_id: int) -> bool:
    """Carry out one delivery if it is due and free; returns whether it was tried. Never raises what the work raises."""
    with current_app._get_current_object().app_context():  # type: ignore[attr-defined]
        delivery = claiming.turn().claimed_before(delivery_id) or _claim(delivery_id, claims.new())
        if delivery is None:
            return False
        claims.hold(delivery_id, delivery.claim)
        try:
            steps.reached("claimed", delivery.subscriber)
            _carry_out(delivery, delivery.claim)
        except NotYet as early:
            _put_off(delivery, delivery.claim, early.until)
        except Exception as error:
            _note_failure(delivery, delivery.claim, error)
        finally:
            claims.let_go(delivery_id)
        return True


def prolong_claims() -> None:
    """Prolong the claims of this process. The heartbeat calls it, so that only a dead worker loses its claims."""
    for delivery_id, claim in claims.held().items():
        with transaction():
            db.session.execute(_mine(delivery_id, claim).values(claimed_until=clock.now() + LEASE))


def free_the_dead() -> int:
    """Free what dead processes of this machine have claimed; a starting worker need not wait for their claims to end."""
    with transaction(write=False):
        query = select(Delivery.id, Delivery.claim).where(IS_WAITING, Delivery.claim.is_not(None))
        held = db.session.execute(query).all()
    dead = [(delivery_id, claim) for delivery_id, claim in held if claim and claims.is_of_the_dead(claim)]
    for delivery_id, claim in dead:
        with transaction():
            db.session.execute(_mine(delivery_id, claim).values(claim=None, claimed_until=None))
        steps.reached("claim freed", "start")
    return len(dead)


def _due_ids(limit: int) -> list[int]:
    with current_app._get_current_object().app_context(), transaction(write=False):  # type: ignore[attr-defined]
        return claiming.due_ids(limit)


def _claim(delivery_id: int, claim: str) -> Claimed | None:
    with transaction():
        return claiming.take(delivery_id, claim)


def _carry_out(delivery: Claimed, claim: str) -> None:
    if delivery.attempts > MOST_ATTEMPTS:
        raise Hopeless(f"The worker was stopped {MOST_ATTEMPTS} times while it did this.")
    carrier = carrier_of(delivery.event, delivery.subscriber)
    payload = delivery.payload
    if not isinstance(carrier, Errand):
        with _ending(delivery, claim):
            carrier(payload)
    else:
        with transaction(write=False):
            prepared = carrier.prepare(payload)
        steps.reached("errand prepared", delivery.subscriber)
        outcome = carrier.carry_out(prepared)
        steps.reached("errand carried out", delivery.subscriber)
        with _ending(delivery, claim):
            carrier.record(payload, outcome)
    steps.reached("done committed", delivery.subscriber)


@contextmanager
def _ending(delivery: Claimed, claim: str) -> Iterator[None]:
    """The transaction of the effects: "done" is written with them, and the next delivery of the same drain is claimed."""
    turn = claiming.turn()
    with transaction():
        yield
        steps.reached("effects written", delivery.subscriber)
        if not claiming.end(delivery.id, claim):
            raise LostClaim
        steps.reached("done written", delivery.subscriber)
        following = turn.claim_next()
    turn.keep(following)
    if following is not None:
        steps.reached("next claimed", following.subscriber)


def _mine(delivery_id: int, claim: str) -> Any:
    mine = and_(Delivery.id == delivery_id, Delivery.claim == claim, Delivery.state == WAITING)
    return update(Delivery).where(mine).execution_options(synchronize_session=False)


def _changed_one(result: Any) -> bool:
    return bool(result.rowcount == 1)


def _put_off(delivery: Claimed, claim: str, until: datetime) -> None:
    waits = {"due_at": until, "attempts": delivery.attempts - 1, "claim": None, "claimed_until": None}
    with transaction():
        db.session.execute(_mine(delivery.id, claim).values(waits))
        steps.reached("put off written", delivery.subscriber)
    steps.reached("put off committed", delivery.subscriber)


def _note_failure(delivery: Claimed, claim: str, error: Exception) -> None:
    if isinstance(error, LostClaim):
        log.warning("delivery %s: the claim ran out, somebody else has it", delivery.id)
        return
    words = describe(error)
    at_no_cost = isinstance(error, pauses.Unavailable) and not error.costs_a_try
    gives_up = isinstance(error, Hopeless) or (delivery.attempts >= MOST_ATTEMPTS and not at_no_cost)
    log.log(
        logging.ERROR if gives_up else logging.WARNING,
        "delivery %s to %s, attempt %s: %s", delivery.id, delivery.subscriber, delivery.attempts, words,
    )  # fmt: skip
    log.debug("the error in full", exc_info=error)
    values: dict[str, Any] = {"claim": None, "claimed_until": None, "last_error": words}
    with transaction():
        opens_at = (
            pauses.begin(delivery.subscriber, str(error)[:500]) if isinstance(error, pauses.Unavailable) else None
        )
        if gives_up:
            values["state"] = DEAD
        elif at_no_cost:
            values |= {"due_at": opens_at, "attempts": delivery.attempts - 1}
        else:
            values["due_at"] = clock.now() + pause_after(delivery.attempts)
        if _changed_one(db.session.execute(_mine(delivery.id, claim).values(values))) and gives_up:
            _tell_it_gave_up(delivery, words)
        steps.reached("failure written", delivery.subscriber)
    steps.reached("failure committed", delivery.subscriber)


def _tell_it_gave_up(delivery: Claimed, words: str) -> None:
    try:
        carrier = carrier_of(delivery.event, delivery.subscriber)
    except LookupError:
        return
    if isinstance(carrier, Errand | Task):
        carrier.gave_up(delivery.payload, words)


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts: one minute at first, six hours at last, a little scattered."""
    return PAUSES[min(attempts, len(PAUSES)) - 1] * random.uniform(0.9, 1.1)  # noqa: S311


def describe(error: BaseException) -> str:
    """An error in one line for coordinators: never the values of a statement, which may be private."""
    if isinstance(error, DBAPIError) and error.orig is not None:
        error = error.orig
    lines: Iterable[str] = str(error).strip().splitlines()
    return f"{type(error).__name__}: {next(iter(lines), '')}"[:500]
