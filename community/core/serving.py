"""Running the house: one supervisor with two children, the web server (granian) and a worker.

A child that dies is started again, after a pause that grows while it keeps dying. SIGTERM or SIGINT stop both
politely: no request and no delivery in flight is cut. If the supervisor itself is killed, the children stop too.
"""

import ctypes
import errno
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask

from community.core.outbox.worker import Worker

if TYPE_CHECKING:
    from config import Settings

log = logging.getLogger("community.serve")

ROOT = Path(__file__).parents[2]
TARGET = "wsgi:app"
WEB = "community.core.web.server"
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
SETTLED_SECONDS = 20.0
POLITE_SECONDS = 60.0
ORPHAN_SECONDS = 10.0
STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)
PR_SET_PDEATHSIG = 1
STILL_THERE = 0


class CannotServe(Exception):
    """The web server cannot start here; says why and what to do."""


def serve(settings: "Settings", target: str = TARGET, folder: Path = ROOT) -> int:
    """Run web and worker until told to stop; returns the exit status (1 when the web server cannot start)."""
    _speak()
    try:
        check_port(settings.host, settings.port)
    except CannotServe as refusal:
        print(refusal, file=sys.stderr)  # noqa: T201
        return 1
    log.info(
        "serving %s at %s (port %s of %s)", settings.community_name, settings.base_url, settings.port, settings.host
    )
    server = (settings.host, settings.port, settings.web_workers, settings.web_threads, target)
    web = Child("web", ["-m", WEB, *map(str, server)], folder, deaths_allowed=5)
    worker = Child("worker", ["-m", "flask", "--app", target, "worker"], folder)
    return Supervisor([web, worker]).run()


def work(app: Flask) -> int:
    """Run one worker in this process until SIGTERM or SIGINT; what is in flight is finished first."""
    _speak()
    worker = Worker(app)
    for signum in STOP_SIGNALS:
        signal.signal(signum, lambda *_: worker.stop())
    log.info("worker %s is at work", worker.name)
    worker.run()
    log.info("worker %s has finished", worker.name)
    return 0


def check_port(host: str, port: int) -> None:
    """Refuse (CannotServe) an address that is taken. granian shares ports, so it would not notice itself."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CannotServe(_why(error, host, port)) from error


def _why(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is already in use. Stop what runs there, or choose another: PORT={port + 1}"
    if error.errno == errno.EACCES:
        return f"Port {port} may not be opened by this user. Choose one above 1023: PORT=8000"
    return f"{host}:{port} cannot be opened ({error.strerror}). Check HOST and PORT."


class Child:
    """A process that is to live: started again when it dies, after a pause that doubles until it has settled."""

    def __init__(self, name: str, words: Sequence[str], folder: Path, deaths_allowed: int | None = None) -> None:
        self.name, self.command, self.folder = name, [sys.executable, *words], folder
        self.deaths_allowed = deaths_allowed
        self.process: subprocess.Popen[bytes] | None = None
        self.deaths = 0
        self.started = self.start_again = 0.0

    def start(self) -> None:
        """Start it, in a process group of its own: Ctrl-C reaches the supervisor alone, which then asks politely."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603
            self.command, cwd=self.folder, start_new_session=True, preexec_fn=_die_with_parent
        )

    def look_after(self) -> None:
        """Start it when its time has come; notice when it has died. Raises CannotServe when it never settles."""
        if self.process is None:
            if time.monotonic() >= self.start_again:
                self.start()
            return
        status = self.process.poll()
        if status is None:
            if self.deaths and time.monotonic() - self.started > SETTLED_SECONDS:
                self.deaths = 0
            return
        self._note_death(status)

    def _note_death(self, status: int) -> None:
        self._end_orphans()
        self.process = None
        self.deaths += 1
        pause = min(FIRST_PAUSE * 2 ** (self.deaths - 1), LONGEST_PAUSE)
        if self.deaths_allowed is not None and self.deaths >= self.deaths_allowed:
            raise CannotServe(
                f"The {self.name} process ended {self.deaths} times in a row (status {status}); giving up."
            )
        log.error(
            "the %s process ended (status %s); starting it again in %.1f s",
            self.name,
            status,
            pause,
        )
        self.start_again = time.monotonic() + pause

    def ask_to_stop(self) -> None:
        """Tell it, once, to finish what it has begun."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def has_stopped(self) -> bool:
        """Whether it has come to its end."""
        return self.process is None or self.process.poll() is not None

    def end(self) -> None:
        """End a process that did not come to an end by itself."""
        log.error("the %s process did not finish in time and is ended", self.name)
        self._signal_group(signal.SIGKILL)

    def _end_orphans(self) -> None:
        """When granian's main process dies, its workers would go on and keep the port: they finish, then end."""
        deadline = time.monotonic() + ORPHAN_SECONDS
        self._signal_group(signal.SIGTERM)
        while self._signal_group(STILL_THERE) and time.monotonic() < deadline:
            time.sleep(0.1)
        self._signal_group(signal.SIGKILL)

    def _signal_group(self, signum: int) -> bool:
        assert self.process is not None
        try:
            os.killpg(self.process.pid, signum)
        except (ProcessLookupError, PermissionError):
            return False
        return True


class Supervisor:
    """Looks after the children until it is told to stop."""

    def __init__(self, children: Sequence[Child]) -> None:
        self.children = children
        self.told = threading.Event()

    def run(self) -> int:
        """Start them, look after them, stop them; returns the exit status."""
        for signum in STOP_SIGNALS:
            signal.signal(signum, lambda *_: self.told.set())
        status = 0
        try:
            while not self.told.is_set():
                for child in self.children:
                    child.look_after()
                self.told.wait(0.2)
        except CannotServe as refusal:
            print(refusal, file=sys.stderr)  # noqa: T201
            status = 1
        self.stop()
        return status

    def stop(self) -> None:
        """Ask all of them, and wait until the last has finished."""
        for child in self.children:
            child.ask_to_stop()
        until = time.monotonic() + POLITE_SECONDS
        while running := [child for child in self.children if not child.has_stopped()]:
            if time.monotonic() > until:
                for child in running:
                    child.end()
            time.sleep(0.2)


def _die_with_parent() -> None:
    """Linux: have the kernel ask a child to stop when the supervisor is gone, however it went."""
    if sys.platform == "linux":
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _speak() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s: %(message)s", datefmt="%H:%M:%S")
    logging.getLogger("huey").setLevel(logging.WARNING)


_libc: Any = ctypes.CDLL(None) if sys.platform == "linux" else None
