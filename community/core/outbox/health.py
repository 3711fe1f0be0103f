"""How the deliveries are: what waits, since when, what is dead, and whether a worker lives."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select

from community.core import clock
from community.core.extensions import db
from community.core.outbox.models import DEAD, IS_WAITING, NOT_DONE, WAITING, Delivery, Heartbeat, JobRun, Pause

SILENT_AFTER = timedelta(seconds=90)
KEPT_IN_MIND = timedelta(days=1)
# Clocks of several machines differ a little. A heart that beats later than that beat before a clock was set back.
CLOCKS_DIFFER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Health:
    """What the overview and /readyz say."""

    waiting: int
    overdue_since: datetime | None
    dead: int
    last_beat: datetime | None
    last_job: datetime | None
    trouble: str | None

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
    """The state of the outbox, in two short queries. `trouble`: why a carrier (the mail server) takes nothing."""
    states = select(Delivery.state, func.count()).where(NOT_DONE).group_by(Delivery.state)
    counts: dict[str, int] = dict(db.session.execute(states).all())  # type: ignore[arg-type]
    facts = (
        select(func.min(Delivery.due_at)).where(IS_WAITING, Delivery.due_at <= clock.now()),
        select(func.max(Heartbeat.beat_at)).where(_believed()),
        select(func.max(JobRun.finished_at)),
        select(func.max(Pause.reason)),
    )
    overdue, beat, job, trouble = db.session.execute(select(*(fact.scalar_subquery() for fact in facts))).one()
    return Health(counts.get(WAITING, 0), overdue, counts.get(DEAD, 0), beat, job, trouble)


def last_beat() -> datetime | None:
    """When any worker last said that it lives."""
    return db.session.scalar(select(func.max(Heartbeat.beat_at)).where(_believed()))


def _believed() -> ColumnElement[bool]:
    return Heartbeat.beat_at <= clock.now() + CLOCKS_DIFFER


def in_trouble(limit: int = 100) -> list[Delivery]:
    """The newest deliveries that were given up, and those that did not succeed at first and are tried again."""
    not_yet = and_(Delivery.state == WAITING, Delivery.last_error.is_not(None))
    query = (
        select(Delivery)
        .where(NOT_DONE, or_(Delivery.state == DEAD, not_yet))
        .order_by(Delivery.state, Delivery.id.desc())
    )
    return list(db.session.scalars(query.limit(limit)))


def workers() -> list[Heartbeat]:
    """The worker processes that were heard of lately, and have not said goodbye."""
    lately = clock.now() - KEPT_IN_MIND
    query = select(Heartbeat).where(Heartbeat.beat_at > lately, _believed()).order_by(Heartbeat.beat_at.desc())
    return list(db.session.scalars(query.limit(20)))


def last_runs() -> list[JobRun]:
    """The newest run of each job, by name; one without `finished_at` is under way or in trouble."""
    newest = select(func.max(JobRun.id)).group_by(JobRun.name)
    return list(db.session.scalars(select(JobRun).where(JobRun.id.in_(newest)).order_by(JobRun.name)))
