"""Writing deliveries, in the transaction of whoever wants something to happen."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from community.core import clock, registry
from community.core.extensions import db
from community.core.outbox.models import Delivery
from community.core.outbox.payload import to_json

FRESH = "fresh deliveries"


def publish(event: Any, *, not_before: datetime | None = None) -> None:
    """Tell every subscriber of an event: one delivery each, in this transaction.

    Refuses (Unspeakable) an event that would not survive JSON.
    """
    name, payload, event_id = type(event).__name__, to_json(event), uuid4().hex
    for subscriber, _function in registry.of_app().subscribers.get(name, ()):
        _add(event_id, name, subscriber, payload, not_before)


def later(carrier: str, payload: dict[str, Any], *, key: str, not_before: datetime | None = None) -> Delivery:
    """One delivery for a carrier of core. `key` makes it unique: the same key a second time is a broken promise."""
    return _add(key, carrier, carrier, payload, not_before)


def _add(event_id: str, event: str, subscriber: str, payload: dict[str, Any], not_before: datetime | None) -> Delivery:
    delivery = Delivery(
        event_id=event_id,
        event=event,
        subscriber=subscriber,
        payload=payload,
        due_at=not_before or clock.now(),
    )
    db.session.add(delivery)
    if not_before is None or not_before <= clock.now():
        # hand_over() reads them after the commit; what is rolled back leaves the session and is not handed over.
        db.session().info.setdefault(FRESH, []).append(delivery)
    return delivery
