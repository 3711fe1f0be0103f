"""Trying again what was given up, when a coordinator says so."""

from typing import Any

from sqlalchemy import update

from community.core import clock
from community.core.errors import Conflict, Missing
from community.core.extensions import db
from community.core.language import _l
from community.core.outbox.models import DEAD, NOT_DONE, WAITING, Delivery


def retry(delivery_id: int) -> None:
    """Try a dead delivery again from the start, at once. Refuses one that is unknown (Missing) or not dead (Conflict)."""
    delivery = db.session.get(Delivery, delivery_id)
    if delivery is None:
        raise Missing
    if delivery.state != DEAD:
        raise Conflict(_l("This delivery is not waiting for help: it was done or is being tried already."))
    for name, value in _from_the_start().items():
        setattr(delivery, name, value)


def retry_all() -> int:
    """Try every dead delivery again from the start; returns how many."""
    dead = update(Delivery).where(NOT_DONE, Delivery.state == DEAD).values(_from_the_start())
    return int(db.session.execute(dead, execution_options={"synchronize_session": False}).rowcount)  # type: ignore[attr-defined]


def _from_the_start() -> dict[str, Any]:
    return {
        "state": WAITING,
        "attempts": 0,
        "due_at": clock.now(),
        "claim": None,
        "claimed_until": None,
        "last_error": None,
    }
