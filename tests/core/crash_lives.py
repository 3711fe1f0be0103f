"""Run as a process by test_crash.py: for each step of a delivery, a life that ends there by kill -9, and lives after it.

The processes are forked from this one, so that eight deaths cost seconds and not minutes; each opens an
application, a queue and a worker of its own. Arguments: instance folder, database URL, port of the mail server.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from community import events
from community.core import outbox
from community.core.database import transaction
from community.core.outbox import steps
from community.core.outbox.worker import Worker
from tests.core.delivery_app import Rang, make_app, settings_for

LIVES = 4


def settings(arguments: list[str]):
    folder, url, port = arguments
    plain = {
        "testing": False,
        "sweep_seconds": 1,
        "mail_server": "127.0.0.1",
        "mail_port": int(port),
    }
    key = ("A" * 43 + "=",)
    return settings_for(Path(folder), url, encryption_keys=key, **plain)


def crash_at(step: str) -> None:
    """Die, without a word, when a step is reached."""

    def die(reached: str) -> None:
        if reached == step:
            os.kill(os.getpid(), signal.SIGKILL)

    steps.on_step = die


def in_a_process(work: Callable[[], None]) -> int:
    """Run `work` in a forked process; returns the signal that ended it, or 0."""
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def publisher(arguments: list[str], word: str, step: str | None) -> None:
    """What the web process does: publish, commit, hand over."""
    app = make_app(settings(arguments))
    if step is not None:
        crash_at(step)
    with app.app_context(), transaction():
        outbox.publish(Rang(word))


def worker(arguments: list[str], step: str | None) -> None:
    """A worker that goes home when everything is delivered."""
    app = make_app(settings(arguments))
    if step is not None:
        crash_at(step)
    work = Worker(app, threads=2)
    threading.Thread(target=go_home_when_done, args=(app, work), daemon=True).start()
    work.run()


def go_home_when_done(app, work: Worker) -> None:
    while not work.stopping.wait(0.1):
        with app.app_context(), transaction(write=False):
            if outbox.health().waiting == 0:
                work.stop()


def main(arguments: list[str]) -> None:
    events.Rang = Rang
    outbox.delivering.LEASE = timedelta(seconds=20)
    for number, step in enumerate(steps.STEPS):
        word = f"mail-{number}"
        deaths = [in_a_process(lambda w=word, s=step: publisher(arguments, w, s))]
        deaths.append(in_a_process(lambda s=step: worker(arguments, s)))
        while deaths[-1] and len(deaths) < LIVES:
            deaths.append(in_a_process(lambda: worker(arguments, None)))
        print(step, *deaths, sep="\t", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
