"""Does the health page answer within 20 ms while eight connections are silent and four slow requests are in flight?

    python -m bench.serving [--requests 300]

The house's own application with one slow view (0.3 s), served by granian as `flask serve` starts it, and with
other numbers of processes and threads beside it. It also prints how fast static files are served.
"""

import argparse
import http.client
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

from flask import Blueprint

from community.app import create_app
from community.core.feature import Feature
from community.core.web.access import public
from config import Settings

ROOT = Path(__file__).parent.parent
SILENT, SLOW = 8, 4
LIMIT_MS = 20
LAYOUTS = ((2, 8), (2, 4), (1, 8))

blueprint = Blueprint("bench_serving", __name__)


@blueprint.get("/slow")
@public
def slow() -> str:
    """A request that takes 0.3 s and no processor."""
    time.sleep(0.3)
    return "slow"


def __getattr__(name: str):
    if name != "app":
        raise AttributeError(name)
    feature = Feature(name="bench", blueprints=("bench.serving:blueprint",))
    return create_app(Settings.from_env(os.environ), (feature,))


def main() -> None:
    """Measure each layout and print one line for it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=300)
    options = parser.parse_args()
    print(f"\nHealth page with {SILENT} silent connections and {SLOW} requests of 0.3 s in flight")
    for workers, threads in LAYOUTS:
        with (
            tempfile.TemporaryDirectory() as folder,
            served(Path(folder), workers, threads) as port,
        ):
            found = under_load(port, options.requests)
            files = static_rate(port, Path(folder), options.requests)
        late = sum(one > LIMIT_MS for one in found)
        print(
            f"granian {workers} × {threads}: median {at(found, 0.5):5.1f} ms, p95 {at(found, 0.95):5.1f} ms, "
            f"longest {found[-1]:6.1f} ms, later than {LIMIT_MS} ms: {late} of {len(found)}; static {files:.0f} files/s"
        )


def at(sorted_values: list[float], part: float) -> float:
    """A percentile of sorted values."""
    return sorted_values[min(len(sorted_values) - 1, int(len(sorted_values) * part))]


@contextmanager
def served(folder: Path, workers: int, threads: int):
    """The application, served by granian as `flask serve` starts it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = ["127.0.0.1", str(port), str(workers), str(threads), "bench.serving:app"]
    command = [sys.executable, "-m", "community.core.web.server", *words]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"INSTANCE": str(folder)})
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 30
    answers = 0
    while answers < 10 and time.monotonic() < deadline:
        try:
            get(port, "/healthz")
            answers += 1
        except OSError:
            answers = 0
        time.sleep(0.1)


def get(port: int, path: str) -> bytes:
    """One request on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers={"Accept-Encoding": "br"})
        return connection.getresponse().read()
    finally:
        connection.close()


def under_load(port: int, requests: int) -> list[float]:
    """Milliseconds of each request for the health page, sorted."""
    silent = [socket.create_connection(("127.0.0.1", port)) for _ in range(SILENT)]
    over = threading.Event()

    def keep_asking() -> None:
        while not over.is_set():
            get(port, "/slow")

    slow_ones = [threading.Thread(target=keep_asking) for _ in range(SLOW)]
    for thread in slow_ones:
        thread.start()
    time.sleep(1)
    found = []
    for _ in range(requests):
        begun = time.perf_counter()
        get(port, "/healthz")
        found.append((time.perf_counter() - begun) * 1000)
        time.sleep(0.013)
    over.set()
    for thread in slow_ones:
        thread.join()
    for connection in silent:
        connection.close()
    return sorted(found)


def static_rate(port: int, folder: Path, requests: int) -> float:
    """Style sheets a second, over one connection each."""
    sheet = next((folder / "static").glob("*/css/app.css"))
    path = "/static/" + sheet.relative_to(folder / "static").as_posix()
    begun = time.perf_counter()
    for _ in range(requests):
        get(port, path)
    return requests / (time.perf_counter() - begun)


if __name__ == "__main__":
    main()
