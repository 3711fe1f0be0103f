"""Measure pages in this process, one request at a time through the WSGI door; prints one line of JSON."""

import dataclasses
import json
import logging
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import Engine, event, select
from werkzeug.test import EnvironBuilder, run_wsgi_app

from bench import ceiling, filling
from community import create_app
from community.accounts.models import Person
from community.circles.models import Circle, CircleMember
from community.core import database
from community.core.extensions import db
from config import Settings

WORDS = [
    "roza",
    "ana",
    "maps",
    "statistics",
    "open source",
    "mul",
    "lisbon",
    "nguyen",
    "doctoral",
    "clinic",
]
SLICE = 0.15


@dataclass
class Page:
    """One page and what was measured of it; times in seconds."""

    app: Flask
    path: Callable[[], str]
    cookie: str
    times: list[float] = field(default_factory=list)
    turns: list[float] = field(default_factory=list)
    queries: int = 0
    size: int = 0

    def fetch(self) -> float:
        """One request; ends the bench when it is not answered with 200."""
        builder = EnvironBuilder(path=self.path(), headers={"Cookie": self.cookie}, base_url="https://127.0.0.1:8000")
        environ = builder.get_environ()
        start = time.perf_counter()
        body, status, headers = run_wsgi_app(self.app, environ, buffered=True)
        self.size = len(b"".join(body))
        took = time.perf_counter() - start
        self.cookie = next((one.partition(";")[0] for one in headers.getlist("Set-Cookie")), self.cookie)
        if not status.startswith("200"):
            raise SystemExit(f"{environ['PATH_INFO']}: {status}")
        return took

    def warm_up(self) -> None:
        """What only first requests do, and the statements of one later request."""
        for _ in range(30):
            self.fetch()
        seen: list[str] = []

        def note(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
            seen.append(statement)

        event.listen(Engine, "before_cursor_execute", note)
        self.fetch()
        event.remove(Engine, "before_cursor_execute", note)
        self.queries = sum(not statement.startswith("BEGIN") for statement in seen)

    def run(self, seconds: float) -> None:
        """Requests for a while."""
        start, until, before = time.process_time(), time.perf_counter() + seconds, len(self.times)
        while time.perf_counter() < until:
            self.times.append(self.fetch())
        self.turns.append((time.process_time() - start) / (len(self.times) - before))

    def found(self, ceiling: "Page") -> dict[str, Any]:
        """What was measured; times in milliseconds."""
        return {
            "per_second": len(self.times) / sum(self.times),
            "median_ms": statistics.median(self.times) * 1000,
            "p95_ms": statistics.quantiles(self.times, n=20)[18] * 1000,
            "cpu_ms": statistics.median(self.turns) * 1000,
            "by_cpu": statistics.median(bare / own for bare, own in zip(ceiling.turns, self.turns, strict=True)),
            "queries": self.queries,
            "size": self.size,
        }


def main(seconds: float) -> None:
    """Measure the ceiling and our pages in turns of a moment each, so that a noisy machine is fair to all.

    By processor, the share of the ceiling is the middle one of all turns: each compares a page with the ceiling of the same moment.
    """
    logging.disable(logging.CRITICAL)
    settings = dataclasses.replace(Settings.from_env(os.environ), production=True, demo=False)
    app = create_app(settings)
    with app.app_context(), database.transaction():
        filling.fill()
    pages = pages_of(app, ceiling.create(settings.database_url, settings.secret_key))
    for page in pages.values():
        page.warm_up()
    for _ in range(round(seconds / SLICE)):
        for page in pages.values():
            page.run(SLICE)
    with app.app_context(), database.transaction():
        filling.empty()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        json.dumps({"pages": {name: page.found(pages["ceiling"]) for name, page in pages.items()}, "memory_mb": memory})
    )


def pages_of(app: Flask, bare: Flask) -> dict[str, Page]:
    """What is measured, for one active member, and somebody who coordinates."""
    with app.app_context(), database.transaction(write=False):
        active = select(Person).where(Person.standing == "active").order_by(Person.id)
        reader = db.session.scalars(active.limit(1)).one()
        ids = db.session.scalars(active.with_only_columns(Person.public_id).limit(2000)).all()
        coordinator = db.session.scalars(select(Person).where(Person.role == "coordinator")).first()
        own = select(Circle.public_id).join(CircleMember).where(CircleMember.person_id == reader.id)
        circle = db.session.scalars(own.order_by(Circle.id).limit(1)).one()
    random = Random(7)
    session = cookie(app, reader.fs_uniquifier)
    assert coordinator is not None
    return {
        "ceiling": Page(bare, lambda: "/", cookie(bare, str(reader.id))),
        "home": Page(app, lambda: "/", session),
        "ties": Page(app, lambda: "/ties", session),
        "inbox": Page(app, lambda: "/notifications", session),
        "catch-ups": Page(app, lambda: "/catchups", session),
        "circles": Page(app, lambda: "/circles", session),
        "people": Page(app, lambda: "/coordination/people", cookie(app, coordinator.fs_uniquifier)),
        "milestones": Page(app, lambda: "/milestones", session),
        "circle": Page(app, lambda: f"/circles/{circle}", session),
        "circle search": Page(app, lambda: f"/circles/{circle}/search?q=harder+glad", session),
        "directory": Page(app, lambda: "/members", session),
        "directory search": Page(app, lambda: "/members?q=" + random.choice(WORDS).replace(" ", "+"), session),
        "profile": Page(app, lambda: "/members/" + random.choice(ids), session),
    }


def cookie(app: Flask, user_id: str) -> str:
    """The session cookie of somebody signed in."""
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    session = {"_user_id": user_id, "_fresh": True, "fs_cc": "set", "fs_paa": time.time()}
    return f"session={serializer.dumps(session)}"


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 3.0)
