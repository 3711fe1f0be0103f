"""Who carries a delivery out: a subscriber of a feature, or a carrier of core; some go outside the house."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import current_app

from community.core import registry
from community.core.outbox.payload import event_class, from_json


def _nothing(payload: dict[str, Any], error: str) -> None:
    return


@dataclass(frozen=True)
class Errand:
    """Work outside the database (a mail server), which must hold no lock while it waits.

    `prepare(payload)` reads, in a transaction that writes nothing; `carry_out(prepared)` goes out, in no transaction;
    `record(payload, outcome)` writes, in the transaction of "done". `gave_up(payload, error)` writes when it is dead.
    """

    prepare: Callable[[dict[str, Any]], Any]
    carry_out: Callable[[Any], Any]
    record: Callable[[dict[str, Any], Any], None]
    gave_up: Callable[[dict[str, Any], str], None] = _nothing


@dataclass(frozen=True)
class Task:
    """Work in the database alone, in one transaction with "done". `gave_up(payload, error)` writes when it is dead."""

    run: Callable[[dict[str, Any]], None]
    gave_up: Callable[[dict[str, Any], str], None] = _nothing

    def __call__(self, payload: dict[str, Any]) -> None:
        self.run(payload)


Carrier = Errand | Task | Callable[[dict[str, Any]], None]


class Unknown(LookupError):
    """Nobody of this name is registered (any longer)."""


def carriers() -> dict[str, Carrier]:
    """The carriers of core by name."""
    found: dict[str, Carrier] = current_app.extensions["carriers"]
    return found


def carrier_of(event: str, subscriber: str) -> Carrier:
    """What to call with the payload of a delivery; refuses (Unknown) a subscriber that is gone."""
    if subscriber in carriers():
        return carriers()[subscriber]
    for name, subscribe in registry.of_app().subscribers.get(event, ()):
        if name == subscriber:
            return lambda payload: subscribe(from_json(event_class(event), payload))
    raise Unknown(f"Nobody called {subscriber} listens to {event} in this release.")
