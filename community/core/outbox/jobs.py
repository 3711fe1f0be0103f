"""Work by the clock. Each due slot of a job is a row and a delivery: kept, retried and caught up like any other.

Of the runs that were missed only the newest is made up for. Slots are unique, so two workers never run the same one,
and a clock that is set back meets slots that were run before and leaves them.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from huey import crontab
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from community.core import clock, registry
from community.core.database import transaction
from community.core.extensions import db
from community.core.feature import Job
from community.core.outbox import steps
from community.core.outbox.models import JobRun
from community.core.outbox.publishing import later

MINUTE = timedelta(minutes=1)
LOOK_BACK = timedelta(days=400)


class Schedule:
    """What one worker process has looked at already, so that it does not look twice."""

    def __init__(self) -> None:
        self.seen: dict[str, datetime] = {}

    def look(self) -> list[str]:
        """Write down every job whose time has come; returns the names. Call it outside of a transaction."""
        minute = clock.now().replace(second=0, microsecond=0)
        begun = []
        for name, (job, _function) in registry.of_app().jobs.items():
            if self.seen.get(name) != minute:
                if self._begin(job, minute):
                    begun.append(name)
                self.seen[name] = minute
        return begun

    def _begin(self, job: Job, minute: datetime) -> bool:
        with transaction(write=False):
            latest = db.session.scalar(
                select(func.max(JobRun.slot)).where(JobRun.name == job.name, JobRun.slot <= minute)
            )
        since = max(latest or minute - LOOK_BACK, self._seen_before(job.name, minute))
        slot = latest_slot(job, since, minute)
        if slot is None:
            return False
        # A job nobody has ever run is new here: it begins with its next slot, not with one of the past.
        is_new = latest is None and slot < minute
        try:
            with transaction():
                db.session.add(JobRun(name=job.name, slot=slot, finished_at=slot if is_new else None))
                db.session.flush()
                if not is_new:
                    _deliver(job.name, slot)
                    db.session.flush()
                steps.reached("slot written", job.name)
        except IntegrityError:
            return False  # another worker was quicker, or the clock was set back
        return not is_new

    def _seen_before(self, name: str, minute: datetime) -> datetime:
        seen = self.seen.get(name)
        return seen if seen is not None and seen < minute else minute - LOOK_BACK


def latest_slot(job: Job, after: datetime, until: datetime) -> datetime | None:
    """The newest minute in (after, until] that the crontab of a job names."""
    names = _crontab(tuple(sorted(job.crontab.items())))
    minute = until.replace(second=0, microsecond=0)
    while minute > after:
        if names(minute):
            return minute
        minute -= MINUTE
    return None


def run(payload: dict[str, Any]) -> None:
    """Carry out one slot of a job (the carrier "core.job")."""
    name, slot = payload["name"], datetime.fromisoformat(payload["slot"])
    if name in registry.of_app().jobs:  # a job that a newer release no longer has is over
        registry.of_app().jobs[name][1]()
    finished = update(JobRun).where(JobRun.name == name, JobRun.slot == slot).values(finished_at=clock.now())
    db.session.execute(finished)


def run_now(name: str) -> None:
    """Run a job at once, outside of its schedule. Call it outside of a transaction; refuses (KeyError) an unknown one."""
    function = registry.of_app().jobs[name][1]
    with transaction():
        function()


def _deliver(name: str, slot: datetime) -> None:
    later("core.job", {"name": name, "slot": slot.isoformat()}, key=f"{name}@{slot.isoformat()}")


@lru_cache(maxsize=256)
def _crontab(fields: tuple[tuple[str, str], ...]) -> Callable[[datetime], bool]:
    found: Callable[[datetime], bool] = crontab(**dict(fields), strict=True)
    return found
