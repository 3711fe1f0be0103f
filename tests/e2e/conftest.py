"""Real Chromium against a real server: web and worker as `flask serve` runs them, mail over SMTP.

Where no Chromium is found these tests are left out and the run says so.
"""

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.apps import TEST_KEY, TEST_SECRET
from tests.databases import copy_of
from tests.postbox import Postbox, free_port
from tests.prepared import ROOT, demo_community, flask, migrated

# The first is Chromium without what only people at a screen need: it does the same with two thirds of the work.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {"phone": (360, 740), "desk": (1280, 900)}
DEADLINE = 60


def pytest_collection_modifyitems(config, items):
    for item in items:
        if "e2e" in Path(str(item.fspath)).parts:
            item.add_marker(pytest.mark.e2e)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium found: browser tests are left out"))


@dataclass
class Site:
    """A running community: `url`, `environ` for commands, `postbox` for its mail."""

    url: str
    environ: dict[str, str]
    postbox: Postbox
    log: Path
    process: subprocess.Popen = field(init=False)

    def serve(self) -> None:
        """Start `flask serve` (once more, when it was killed) and wait until it is ready."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "flask", "serve"],
                cwd=ROOT,
                env=self.environ,
                stdout=log,
                stderr=log,
            )
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        until = time.monotonic() + DEADLINE
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(self.url + "/readyz", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.2)
            assert self.process.poll() is None, self.last_words()
        raise AssertionError("the server did not become ready:\n" + self.last_words())

    def last_words(self) -> str:
        return self.log.read_text(errors="replace")[-3000:]

    def flask(self, *arguments: str) -> subprocess.CompletedProcess:
        """Run a command of the application on the same database."""
        return flask(self.environ, *arguments)

    def wait_for_mail(self, address: str, count: int = 1, words: str = "") -> list:
        """Mails to an address whose subject holds `words`, as soon as there are `count`."""
        until = time.monotonic() + DEADLINE
        while time.monotonic() < until:
            found = [mail for mail in self.postbox.to(address) if words.lower() in str(mail["Subject"]).lower()]
            if len(found) >= count:
                return found
            time.sleep(0.1)
        subjects = [(mail["To"], mail["Subject"]) for mail in self.postbox]
        raise AssertionError(f"no {count} mails to {address} about {words!r}; arrived: {subjects}")


def start(folder: Path, postbox: Postbox, database: str = "", **settings: str) -> Site:
    """Start `flask serve` in a folder of its own, on that database or an empty one, and wait until it is ready."""
    port = free_port()
    environ = {
        **os.environ,
        "INSTANCE": str(folder),
        "DATABASE_URL": database or copy_of(migrated(), folder),
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "BASE_URL": f"http://localhost:{port}",
        "MAIL_SERVER": "127.0.0.1",
        "MAIL_PORT": str(postbox.port),
        "MAIL_SENDER": "community@example.org",
        "RATE_LIMITS": "0",
        "SWEEP_SECONDS": "2",
        "PYTHONWARNINGS": "ignore",
        **settings,
    }
    site = Site(f"http://localhost:{port}", environ, postbox, folder / "serve.log")
    site.serve()
    return site


def stop(site: Site) -> None:
    site.process.terminate()
    try:
        site.process.wait(timeout=90)
    except subprocess.TimeoutExpired:
        site.process.kill()
        raise


@pytest.fixture
def site(tmp_path: Path, postbox: Postbox) -> Iterator[Site]:
    """An empty community with a coordinator to come."""
    postbox.empty()
    running = start(tmp_path, postbox)
    yield running
    stop(running)


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory, postbox: Postbox) -> Iterator[Site]:
    """The demo community."""
    folder = tmp_path_factory.mktemp("demo")
    # Built before it is served: so much work in one go would compete with the worker for the one writer of SQLite.
    built = demo_community(postbox)
    secrets = {"SECRET_KEY": TEST_SECRET, "ENCRYPTION_KEYS": TEST_KEY}
    running = start(folder, postbox, built.copy_to(folder), DEMO="1", MAIL_SERVER="", MAIL_PORT="", **secrets)
    yield running
    stop(running)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def window(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """window("phone", dark=True, javascript=False) opens a page of that size."""
    contexts: list[BrowserContext] = []

    def open_window(
        size: str = "desk",
        *,
        dark: bool = False,
        javascript: bool = True,
        zone: str = "Europe/Berlin",
    ) -> Page:
        width, height = SIZES[size]
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            timezone_id=zone,
            locale="en-GB",
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()


def axe_finds_nothing(page: Page) -> None:
    """Demand that axe-core has nothing to say about the page as it stands."""
    from axe_playwright_python.sync_playwright import Axe

    page.wait_for_load_state()
    results = Axe().run(page)
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"


def sign_in(page: Page, site: Site, email: str, password: str) -> None:
    """Sign in through the form."""
    page.goto(site.url + "/login")
    page.fill("[name=email]", email)
    page.fill("[name=password]", password)
    page.click("main form button[type=submit]")
    page.wait_for_load_state()
