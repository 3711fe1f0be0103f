"""How the deliveries are: what waits, since when, what is dead, and whether a worker lives."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from community.core import clock
from community.core.extensions import db
from community.core.outbox.models import DEAD, WAITING, Delivery, Heartbeat, JobRun

SILENT_AFTER = timedelta(seconds=90)


@dataclass(frozen=True, slots=True)
class Health:
    """What the overview and /readyz say."""

    waiting: int
    overdue_since: datetime | None
    dead: int
    last_beat: datetime | None
    last_job: datetime | None

    @property
    def silent_for(self) -> timedelta | None:
        """How long no worker has said a word; None when one never has."""
        return clock.now() - self.last_beat if self.last_beat else None

    @property
    def worker_is_silent(self) -> bool:
        """No worker lives, as far as we can tell."""
        silence = self.silent_for
        return silence is None or silence > SILENT_AFTER


def health() -> Health:
    """The state of the outbox, in four short queries."""
    states = select(Delivery.state, func.count()).where(Delivery.state.in_((WAITING, DEAD))).group_by(Delivery.state)
    counts: dict[str, int] = dict(db.session.execute(states).all())  # type: ignore[arg-type]
    overdue = select(func.min(Delivery.due_at)).where(Delivery.state == WAITING, Delivery.due_at <= clock.now())
    return Health(
        waiting=counts.get(WAITING, 0),
        overdue_since=db.session.scalar(overdue),
        dead=counts.get(DEAD, 0),
        last_beat=last_beat(),
        last_job=db.session.scalar(select(func.max(JobRun.finished_at))),
    )


def last_beat() -> datetime | None:
    """When any worker last said that it lives."""
    return db.session.scalar(select(func.max(Heartbeat.beat_at)))


def dead_letters(limit: int = 100) -> list[Delivery]:
    """The newest deliveries that were given up."""
    query = select(Delivery).where(Delivery.state == DEAD).order_by(Delivery.id.desc()).limit(limit)
    return list(db.session.scalars(query))
