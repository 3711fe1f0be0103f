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
from random import Random

from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import event, select
from werkzeug.test import EnvironBuilder, run_wsgi_app

from bench import ceiling
from community import create_app
from community.accounts.models import Person
from community.core import database
from community.core.extensions import db
from config import Settings

WORDS = ["roza", "ana", "maps", "statistics", "open source", "mul", "lisbon", "nguyen", "doctoral", "clinic"]


def main(seconds: float) -> None:
    """Measure the ceiling and our pages alternately, so that a noisy machine is fair to both."""
    logging.disable(logging.CRITICAL)
    settings = dataclasses.replace(Settings.from_env(os.environ), production=True, demo=False)
    app = create_app(settings)
    with app.app_context(), database.transaction(write=False):
        reader = db.session.execute(select(Person).where(Person.standing == "active").order_by(Person.id).limit(1)).scalar_one()
        ids = list(db.session.execute(select(Person.public_id).where(Person.standing == "active").limit(2000)).scalars())
    bare = ceiling.create(settings.database_url, settings.secret_key)
    random = Random(7)
    targets: dict[str, tuple] = {
        "ceiling": (bare, lambda: "/"),
        "home": (app, lambda: "/"),
        "directory": (app, lambda: "/members"),
        "directory search": (app, lambda: "/members?words=" + random.choice(WORDS).replace(" ", "+")),
        "profile": (app, lambda: "/members/" + random.choice(ids)),
    }
    pages: dict[str, dict] = {}
    for name, (target, path) in targets.items():
        pages[name] = measure(target, path, cookie(target, reader), seconds)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"pages": pages, "memory_mb": memory}))


def cookie(app, person: Person) -> str:
    """The session cookie of somebody signed in."""
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    session = {"_user_id": person.fs_uniquifier, "_fresh": True, "fs_cc": "set", "fs_paa": time.time()}
    return f"session={serializer.dumps(session)}"


def measure(app, path: Callable[[], str], session: str, seconds: float) -> dict:
    """Requests for `seconds`, after a warm-up; times in milliseconds."""
    queries: list[int] = [0]

    def count(*_: object) -> None:
        queries[0] += 1

    from sqlalchemy import Engine

    def fetch() -> float:
        environ = EnvironBuilder(path=path(), headers={"Cookie": session}, base_url="https://127.0.0.1:8000").get_environ()
        start = time.perf_counter()
        body, status, _ = run_wsgi_app(app, environ, buffered=True)
        b"".join(body)
        took = time.perf_counter() - start
        if not status.startswith("200"):
            raise SystemExit(f"{environ['PATH_INFO']}: {status}")
        return took

    for _ in range(30):
        fetch()
    event.listen(Engine, "before_cursor_execute", count)
    fetch()
    event.remove(Engine, "before_cursor_execute", count)
    times, until = [], time.perf_counter() + seconds
    cpu = time.process_time()
    while time.perf_counter() < until:
        times.append(fetch())
    cpu = time.process_time() - cpu
    return {
        "per_second": len(times) / sum(times),
        "median_ms": statistics.median(times) * 1000,
        "p95_ms": statistics.quantiles(times, n=20)[18] * 1000,
        "cpu_ms": cpu / len(times) * 1000,
        "queries": queries[0],
    }


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 3.0)
