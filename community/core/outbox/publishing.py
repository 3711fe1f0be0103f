"""Writing deliveries, in the transaction of whoever wants something to happen."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import insert

from community.core import clock, registry
from community.core.extensions import db
from community.core.outbox.models import Delivery
from community.core.outbox.payload import to_json

FRESH = "fresh deliveries"
MANY_FRESH = "many fresh deliveries"


def heard_if(condition: Callable[[Any], bool]) -> Callable[[Any], Any]:
    """Mark a subscriber: it hears only of events for which `condition(event)` holds, which may ask nothing but the event.

    What it would do nothing about then costs no delivery.
    """

    def mark(subscriber: Any) -> Any:
        subscriber.heard_if = condition
        return subscriber

    return mark


def publish(event: Any, *, not_before: datetime | None = None) -> None:
    """Tell every subscriber of an event: one delivery each, in this transaction.

    Refuses (Unspeakable) an event that would not survive JSON.
    """
    name, payload, event_id = type(event).__name__, to_json(event), uuid4().hex
    for subscriber, function in registry.of_app().subscribers.get(name, ()):
        if not getattr(function, "heard_if", _always)(event):
            continue
        _add(event_id, name, subscriber, payload, not_before)


def later(carrier: str, payload: dict[str, Any], *, key: str, not_before: datetime | None = None) -> Delivery:
    """One delivery for a carrier of core. `key` makes it unique: the same key a second time is a broken promise."""
    return _add(key, carrier, carrier, payload, not_before)


def many_later(carrier: str, payloads: Mapping[str, dict[str, Any]]) -> None:
    """Many deliveries for a carrier of core, each under its key, written at once and due now."""
    at = clock.now()
    shared = {"event": carrier, "subscriber": carrier, "due_at": at}
    made = [{"event_id": key, "payload": payload, **shared} for key, payload in payloads.items()]
    if made:
        db.session.execute(insert(Delivery), made)
        db.session().info[MANY_FRESH] = True


def _always(event: Any) -> bool:
    return True


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
