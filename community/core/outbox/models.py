"""Tables of the outbox: deliveries, pauses, the workers' heartbeats, and the runs of scheduled jobs."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, Text, UniqueConstraint, literal_column, text
from sqlalchemy.orm import Mapped, mapped_column

from community.core import clock
from community.core.columns import Created, JsonColumn, UtcDateTime
from community.core.extensions import db

WAITING, DONE, DEAD = "waiting", "done", "dead"


class Delivery(Created, db.Model):
    """One thing to be done for one subscriber.

    waiting → done, or → dead after the last attempt. A claim names its holder and the instant until which it
    holds; the worker prolongs it while it lives, and only the holder may write "done". Once done, its payload is forgotten.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("event_id", "subscriber"),
        Index(
            "ix_deliveries_due",
            "due_at",
            "id",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index("ix_deliveries_done_at_state", "done_at", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(String(120))
    event: Mapped[str] = mapped_column(String(80))
    subscriber: Mapped[str] = mapped_column(String(200))
    payload: Mapped[dict[str, Any]] = mapped_column(JsonColumn)
    state: Mapped[str] = mapped_column(String(8), default=WAITING)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    attempts: Mapped[int] = mapped_column(default=0)
    claim: Mapped[str | None] = mapped_column(String(160))
    claimed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str | None] = mapped_column(Text)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


# Said in these words: their indexes serve no others. Without them, finding what is due reads all that ever was.
IS_WAITING = Delivery.state == literal_column(f"'{WAITING}'")
NOT_DONE = Delivery.done_at.is_(None)


class Pause(db.Model):
    """A carrier that nobody can use at the moment (a mail server that is down): its deliveries wait until then.

    `times` counts the pauses one after the other, `since` is the beginning of the first. A success ends it.
    """

    __tablename__ = "pauses"

    carrier: Mapped[str] = mapped_column(String(80), primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    times: Mapped[int] = mapped_column(default=1)
    reason: Mapped[str] = mapped_column(Text)


class Heartbeat(db.Model):
    """One line for each worker process: when it last said that it lives."""

    __tablename__ = "heartbeats"

    worker: Mapped[str] = mapped_column(String(120), primary_key=True)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    beat_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class JobRun(Created, db.Model):
    """One slot of a scheduled job. It is unique, so that two workers never run the same slot."""

    __tablename__ = "job_runs"
    __table_args__ = (UniqueConstraint("name", "slot"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    slot: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
