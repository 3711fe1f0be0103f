"""One worker process: huey's threads deliver what they are told of, a sweep finds the rest, and a heart beats.

The sweep and the heart do not need the queue: with Redis down everything is still delivered, a little later.
"""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable

from flask import Flask
from huey.consumer import Consumer

from community.core import clock, settings
from community.core.database import transaction
from community.core.extensions import db
from community.core.mail import connections
from community.core.outbox import queue
from community.core.outbox.claiming import STOPPING
from community.core.outbox.delivering import drain, free_the_dead, prolong_claims
from community.core.outbox.jobs import Schedule
from community.core.outbox.models import Heartbeat

log = logging.getLogger("community.worker")

THREADS = 4
BEAT_SECONDS = 20.0
SCHEDULE_SECONDS = 10.0
PUT_AWAY_SECONDS = 10.0
SWEEP_AT_ONCE = 500


class Quiet(Consumer):
    """huey's consumer without its signal handlers: the process decides itself when to stop."""

    def _set_signal_handlers(self) -> None:
        return


class Worker:
    """Everything one worker process does, until `stop`; then what is in flight is brought to its end."""

    def __init__(self, app: Flask, threads: int = THREADS) -> None:
        self.app = app
        self.threads = threads
        self.name = f"{socket.gethostname()}:{os.getpid()}"
        self.started_at = clock.now()
        self.stopping = threading.Event()
        self.schedule = Schedule()

    def stop(self) -> None:
        """Begin nothing new."""
        self.stopping.set()

    def run(self) -> None:
        """Work until stopped. Returns when nothing is in flight any more."""
        self.app.extensions[STOPPING] = self.stopping
        with self.app.app_context():
            sweep_seconds = settings.current().sweep_seconds
        self._in_context("start", free_the_dead)
        duties = (
            ("heart", self.beat, BEAT_SECONDS),
            ("schedule", self.schedule.look, SCHEDULE_SECONDS),
            ("sweep", lambda: drain(SWEEP_AT_ONCE), float(sweep_seconds)),
            ("mail server", connections.put_away, PUT_AWAY_SECONDS),
        )
        threads = [threading.Thread(target=self._every, args=duty, name=duty[0]) for duty in duties]
        for thread in threads:
            thread.start()
        self._consume()
        for thread in threads:
            thread.join()
        connections.put_away(idle=0)
        self._in_context("heart", self.rest)
        del self.app.extensions[STOPPING]

    def beat(self) -> None:
        """Say that this worker lives, and prolong what it has claimed."""
        with transaction():
            db.session.merge(Heartbeat(worker=self.name, started_at=self.started_at, beat_at=clock.now()))
        prolong_claims()

    def rest(self) -> None:
        """Take this worker off the list: it has stopped on purpose."""
        with transaction():
            if heartbeat := db.session.get(Heartbeat, self.name):
                db.session.delete(heartbeat)

    def _consume(self) -> None:
        """Run huey's threads; while the queue cannot be opened, the sweep works alone."""
        consumer: Quiet | None = None
        while not self.stopping.is_set():
            try:
                if consumer is None:
                    consumer = self._open_consumer()
                else:
                    consumer.check_worker_health()
            except Exception as error:
                log.warning("the queue does not answer (%s); trying again", type(error).__name__)
            self.stopping.wait(5)
        if consumer is not None:
            consumer.stop(graceful=True)

    def _open_consumer(self) -> Quiet:
        huey = queue.of_app(self.app).huey
        consumer = Quiet(huey, workers=self.threads, periodic=False, initial_delay=0.1, max_delay=1.0)
        consumer.start()
        return consumer

    def _every(self, name: str, duty: Callable[[], object], seconds: float) -> None:
        while not self.stopping.is_set():
            begun = time.monotonic()
            self._in_context(name, duty)
            self.stopping.wait(max(0.2, seconds - (time.monotonic() - begun)))

    def _in_context(self, name: str, duty: Callable[[], object]) -> None:
        try:
            with self.app.app_context():
                duty()
        except Exception:
            log.exception("%s: will try again", name)
