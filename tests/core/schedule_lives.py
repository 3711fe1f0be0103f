"""Run as a process by test_schedule_processes.py: two workers at once, on a machine that slept over many slots.

Arguments: instance folder, database URL. The workers are forked, begin at the same instant, and go home when nothing waits.
"""

import os
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

from community import events
from community.core.database import transaction
from community.core.extensions import db
from community.core.outbox.models import JobRun
from community.core.outbox.worker import Worker
from tests.core.crash_lives import go_home_when_done, settings
from tests.core.delivery_app import Rang, make_app

LAST_RUN = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
WORKERS = 2


def work(app, start: float) -> None:
    time.sleep(max(0.0, start - time.time()))
    worker = Worker(app, threads=1)
    look, looked = worker.schedule.look, threading.Event()

    def look_and_say_so() -> list[str]:
        begun = look()
        looked.set()
        return begun

    worker.schedule.look = look_and_say_so  # type: ignore[method-assign]
    threading.Thread(target=leave, args=(app, worker, looked), daemon=True).start()
    worker.run()


def leave(app, worker: Worker, looked: threading.Event) -> None:
    looked.wait(30)
    go_home_when_done(app, worker)


def forked(task: Callable[[], None]) -> int:
    child = os.fork()
    if child == 0:
        try:
            task()
        finally:
            os._exit(0)
    return child


def main(arguments: list[str]) -> None:
    events.Rang = Rang
    app = make_app(settings([*arguments, "1", ""]))
    with app.app_context():
        with transaction():
            db.session.add(JobRun(name="bell.tick", slot=LAST_RUN, finished_at=LAST_RUN))
        db.engine.dispose()
    start = time.time() + 0.3
    children = [forked(lambda: work(app, start)) for _worker in range(WORKERS)]
    for child in children:
        os.waitpid(child, 0)


if __name__ == "__main__":
    main(sys.argv[1:])
