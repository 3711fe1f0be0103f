"""The outbox: everything that must happen later is a row, written in the transaction that wants it.

`publish(event)` writes one delivery for each subscriber; `later(...)` one for a carrier of core (mail, jobs).
After the commit the ids are handed to huey; a sweep finds what a crash left behind. Delivering claims a row by a
conditional UPDATE, and the subscriber's effects and "done" are one transaction: they happen once or not at all.
"""

from flask import Flask
from werkzeug.utils import import_string

from community.core import database, registry
from community.core.feature import Job
from community.core.outbox.delivering import Hopeless, drain
from community.core.outbox.errands import Carrier, Errand, carriers
from community.core.outbox.health import Health, health
from community.core.outbox.models import Delivery, Heartbeat, JobRun
from community.core.outbox.payload import from_json, to_json
from community.core.outbox.publishing import heard_if, later, publish
from community.core.outbox.queue import hand_over
from community.core.outbox.retrying import retry, retry_all

# Carriers of core, by the name that stands in Delivery.subscriber.
CARRIERS = {
    "core.mail.tell": "community.core.mail:tell",
    "core.mail.tell_again": "community.core.mail:tell_after_all",
    "core.mail.send": "community.core.mail:send",
    "core.job": "community.core.outbox.jobs:run",
}
JOBS = {
    "core.tidy": (
        Job("core.tidy", {"minute": "17", "hour": "3"}, ""),
        "community.core.outbox.tidying:tidy",
    ),
    "core.bounces": (Job("core.bounces", {"minute": "*/10"}, ""), "community.core.mail.bounces:look"),
}


def init_app(app: Flask) -> None:
    """Know the carriers and jobs of core, and hand deliveries over after each commit."""
    app.extensions["carriers"] = {name: import_string(where) for name, where in CARRIERS.items()}
    known: registry.Registry = app.extensions["registry"]
    for name, (job, where) in JOBS.items():
        known.jobs[name] = (job, import_string(where))
    database.after_commit(hand_over)


__all__ = [
    "Carrier",
    "Delivery",
    "Errand",
    "Health",
    "Heartbeat",
    "Hopeless",
    "JobRun",
    "carriers",
    "drain",
    "from_json",
    "health",
    "heard_if",
    "init_app",
    "later",
    "publish",
    "retry",
    "retry_all",
    "to_json",
]
