"""Serving: web and worker together, stopped politely, started again when they die. Real processes."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import pytest
from sqlalchemy import create_engine, text

from tests.core.delivery_app import build_tables, built, make_app, settings_for
from tests.postbox import free_port

ROOT = Path(__file__).parents[2]
TARGET = "tests.core.delivery_app:app"


class House:
    """A running `flask serve`."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"sqlite:///{folder / 'community.db'}"
        build_tables(make_app(settings_for(folder)))

    def start(self) -> None:
        self.log = (self.folder / "log").open("ab")
        surroundings = os.environ | {
            "INSTANCE": str(self.folder),
            "DATABASE_URL": self.url,
            "PORT": str(self.port),
            "SWEEP_SECONDS": "1",
        }
        command = [sys.executable, "-m", "flask", "--app", TARGET, "serve"]
        self.process = psutil.Popen(command, cwd=ROOT, env=surroundings, stdout=self.log, stderr=self.log)
        self.until(lambda: self.get("/readyz") == "ready\n")

    def get(self, path: str, timeout: float = 10) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=timeout) as page:
            return page.read().decode()

    def until(self, holds, seconds: float = 40) -> None:
        """Wait until something holds; a refused connection or a missing process is only "not yet"."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                if holds():
                    return
            except (OSError, ValueError, psutil.Error):
                pass
            time.sleep(0.1)
        pytest.fail("it did not happen in time:\n" + (self.folder / "log").read_text())

    def children(self, part: str) -> list[psutil.Process]:
        """The supervisor's children whose command line holds `part`."""
        return [child for child in self.process.children() if part in " ".join(child.cmdline()[1:])]

    @property
    def worker(self) -> psutil.Process:
        (worker,) = self.children("worker")
        return worker

    @property
    def web(self) -> psutil.Process:
        (web,) = self.children("web.server")
        return web

    def notes(self) -> list[str]:
        return self._column("SELECT word FROM test_notes")

    def is_delivering(self) -> bool:
        """Whether the slow subscriber is at work at this moment."""
        claimed = "SELECT id FROM deliveries WHERE claim IS NOT NULL AND subscriber LIKE '%write_note'"
        return bool(self._column(claimed))

    def _column(self, query: str) -> list[str]:
        engine = create_engine(self.url)
        with engine.connect() as connection:
            found = list(connection.execute(text(query)).scalars())
        engine.dispose()
        return found

    def stop(self, signum: int = signal.SIGTERM) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signum)
        status = self.process.wait(90)
        self.log.close()
        return status


@pytest.fixture
def house(tmp_path):
    house = House(tmp_path)
    house.start()
    yield house
    house.stop()


def test_stopping_cuts_no_request_and_no_delivery(house):
    answers = []
    asking = threading.Thread(target=lambda: answers.append(house.get("/slow/2")))
    asking.start()
    house.get("/ring?word=slow-one")
    house.until(house.is_delivering)
    everybody = house.process.children(recursive=True)
    assert house.stop() == 0
    asking.join()
    assert answers == ["slept"]
    assert house.notes().count("slow-one") == 1
    assert not [process for process in everybody if process.is_running()]
    with pytest.raises(urllib.error.URLError):
        house.get("/healthz")


def test_whoever_dies_is_started_again(house):
    worker = house.worker
    worker.kill()
    house.get("/ring?word=worker-back")
    house.until(lambda: house.notes().count("worker-back") == 1)
    assert house.worker.pid != worker.pid

    one_of_the_web = int(house.get("/pid"))
    os.kill(one_of_the_web, signal.SIGKILL)
    house.until(lambda: house.get("/pid") and not psutil.pid_exists(one_of_the_web))

    web, its_processes = house.web, house.web.children()
    web.kill()
    house.until(lambda: house.get("/healthz") == "ok\n" and house.web.pid != web.pid)
    assert not [process for process in its_processes if process.is_running()]
    house.until(lambda: house.get("/ring?word=web-back") == "rung")
    house.until(lambda: house.notes().count("web-back") == 1)

    everybody = house.process.children(recursive=True)
    house.process.kill()
    house.until(lambda: not any(process.is_running() for process in everybody))


def test_a_port_in_use_is_said_clearly(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "flask", "--app", TARGET, "serve"]
        surroundings = os.environ | {"INSTANCE": str(tmp_path), "PORT": str(port)}
        run = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=60)
    assert run.returncode == 1
    assert f"Port {port} on 127.0.0.1 is already in use" in run.stderr
    assert "Traceback" not in run.stderr


def test_static_files_are_hashed_compressed_and_kept_for_ever(tmp_path):
    app = make_app(settings_for(tmp_path, testing=False))
    with app.app_context():
        from community.core.web.assets import asset

        address = asset("css/app.css")
    assert re.fullmatch(r"/static/[0-9a-f]{12}/css/app\.css", address)
    client = app.test_client()
    for coding in ("br", "gzip"):
        with client.get(address, headers={"Accept-Encoding": coding}) as answer:
            assert answer.headers["Content-Encoding"] == coding
            assert "immutable" in answer.headers["Cache-Control"]
            assert answer.headers["Vary"] == "Accept-Encoding"
    with client.get(address) as plain:
        assert "Content-Encoding" not in plain.headers


def test_a_file_that_does_not_exist_is_an_error_where_it_is_named(tmp_path):
    from community.core.web.assets import NoSuchAsset, asset

    app = make_app(settings_for(tmp_path))
    with app.app_context(), pytest.raises(NoSuchAsset, match=r"no static/css/nowhere\.css"):
        asset("css/nowhere.css")


def test_the_house_says_when_no_worker_lives(tmp_path):
    with built(settings_for(tmp_path)) as app:
        client = app.test_client()
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text[:9]) == (503, "no worker")
