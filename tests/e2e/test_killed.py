"""kill -9 between any two steps of a catch-up, of anybody who serves it: no request is lost, no mail is lost, and none
comes twice. Real processes, a real mail server. (What happens inside of one delivery, tests/core/test_crash.py asks.)
"""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta

import psutil
import pytest
from sqlalchemy import Engine, create_engine, text

from community import create_app
from community.accounts import credentials
from community.alumni.actions import ensure_profile
from community.core.database import transaction
from community.core.extensions import db
from config import Settings
from tests.e2e.caller import Caller, words_of
from tests.e2e.conftest import DEADLINE, Site, start, stop
from tests.make import Make

PASSWORD = "a calm river in spring"
EXPECTED = Counter({("asked", "other"): 1, ("agreed", "one"): 1, ("agreed", "other"): 1, ("cancelled", "one"): 1, ("cancelled", "other"): 1})


class House:
    """A running community, whose processes can be killed one by one."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.engine: Engine = create_engine(site.environ["DATABASE_URL"])

    def child(self, part: str) -> psutil.Process:
        """The supervisor's child whose command line holds `part`, as soon as it lives."""
        supervisor = psutil.Process(self.site.process.pid)
        return self.until(lambda: next((one for one in supervisor.children() if part in " ".join(one.cmdline())), None))

    def column(self, query: str) -> list:
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    def wait_until_all_is_sent(self) -> None:
        """No mail waits, and no delivery that is due."""
        open_mails = "SELECT id FROM outgoing_mails WHERE state <> 'sent'"
        open_deliveries = "SELECT id FROM deliveries WHERE state <> 'done'"
        self.until(lambda: not self.column(open_mails) and not self.column(open_deliveries))

    def until(self, found: Callable):
        """What `found` finds, as soon as it finds something."""
        end = time.monotonic() + DEADLINE
        while time.monotonic() < end:
            try:
                if result := found():
                    return result
            except psutil.Error:
                pass
            time.sleep(0.05)
        raise AssertionError("it did not happen in time:\n" + self.site.last_words())


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, postbox) -> Iterator[House]:
    postbox.empty()
    site = start(tmp_path_factory.mktemp("house"), postbox, SWEEP_SECONDS="1", WEB_WORKERS="1")
    house = House(site)
    yield house
    house.engine.dispose()
    stop(site)


@pytest.fixture
def pair(house: House) -> tuple[str, str]:
    """Two members who can sign in, made on the database of the running house."""
    app = create_app(Settings.from_env(house.site.environ))
    with app.app_context():
        with transaction():
            people = [Make().person(password=credentials.hashed(PASSWORD)) for _one in range(2)]
            for person in people:
                ensure_profile(person)
            addresses = people[0].email, people[1].email
        db.engine.dispose()
    return addresses


# --- the deaths ------------------------------------------------------------------------------------------------


def worker_before_it_begins(house: House, step: Callable[[], None]) -> None:
    with stopped(house.child("worker")):
        step()


def worker_while_it_sends(house: House, step: Callable[[], None]) -> None:
    worker, postbox = house.child("worker"), house.site.postbox
    postbox.hold()
    try:
        step()
        postbox.wait_until(waiting=True)
        kill(worker)
        postbox.wait_until(waiting=False)
    finally:
        postbox.release()


def worker_when_all_is_sent(house: House, step: Callable[[], None]) -> None:
    step()
    house.wait_until_all_is_sent()
    kill(house.child("worker"))


def all_that_answer(house: House, step: Callable[[], None]) -> None:
    answering = house.until(lambda: house.child("web.server").children())
    step()
    kill(*answering)


def web_server(house: House, step: Callable[[], None]) -> None:
    web = house.child("web.server")
    step()
    kill(web)


def everybody(house: House, step: Callable[[], None]) -> None:
    """As when the machine loses its power; then it is started again."""
    supervisor = psutil.Process(house.site.process.pid)
    with stopped(house.child("worker")):
        step()
        kill(*supervisor.children(recursive=True), supervisor)
    house.site.process.wait()
    house.site.serve()


def supervisor(house: House, step: Callable[[], None]) -> None:
    """Its children notice, finish what they have begun, and end; then somebody starts it again."""
    children = psutil.Process(house.site.process.pid).children(recursive=True)
    step()
    house.site.process.kill()
    house.site.process.wait()
    house.until(lambda: not any(one.is_running() and one.status() != psutil.STATUS_ZOMBIE for one in children))
    house.site.serve()


@contextmanager
def stopped(process: psutil.Process) -> Iterator[None]:
    """The process does nothing more, and is dead afterwards."""
    process.suspend()
    try:
        yield
    finally:
        kill(process)


def kill(*processes: psutil.Process) -> None:
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(processes, timeout=DEADLINE)


# A new supervisor between those which kill the worker: one that has died often is started again ever more slowly.
DEATHS = (worker_before_it_begins, all_that_answer, supervisor, worker_while_it_sends, web_server, everybody, worker_when_all_is_sent)


@pytest.mark.parametrize("death", DEATHS, ids=lambda death: death.__name__.replace("_", " "))
def test_whoever_is_killed_between_two_steps_nothing_is_lost_and_nothing_doubled(house, pair, death):
    house.site.postbox.empty()
    one, other = (signed_in(house, address) for address in pair)
    page = f"/members/{public_id_of(house, pair[1])}/catch-up"
    when = (datetime.now(UTC) + timedelta(days=3)).replace(hour=12, minute=0, second=0, microsecond=0)
    times = {"times-0-day": when.strftime("%Y-%m-%d"), "times-0-at": "12:00"}
    path: list[str] = []

    def ask() -> None:
        text = one.do(page, "/catch-up", asked, **times)
        path.append(re.search(r"/catchups/[\w-]{8,}", text + one.at).group())

    def accept() -> None:
        other.do(path[0], "/acceptance", lambda text: "It is agreed" in words_of(text), starts_at=when.isoformat())

    def cancel() -> None:
        cancelled = lambda text: "was cancelled" in words_of(text)  # noqa: E731
        one.do(f"{path[0]}/cancellation", "/cancellation", cancelled, shown_at=path[0])

    for step in (ask, accept, cancel):
        death(house, step)
        house.wait_until_all_is_sent()  # a mail that is outdated by the next step would rightly be dropped

    assert mails_of(house, pair) == EXPECTED
    arrived = [str(mail["Message-ID"]) for mail in house.site.postbox]
    assert len(arrived) == len(set(arrived)) == 5
    for caller in (one, other):
        assert "was cancelled" in words_of(caller.get(path[0]))
    assert len(house.column("SELECT id FROM catchups")) == len(house.column("SELECT DISTINCT asker_id FROM catchups"))


def asked(text: str) -> bool:
    """The request is there: its own page says so, and the page for asking leads to it."""
    return "has your request" in words_of(text) or "There is already an open request" in words_of(text)


def signed_in(house: House, address: str) -> Caller:
    caller = Caller(house.site.url)
    caller.do("/login", "/login", lambda text: "Sign out" in words_of(text), email=address, password=PASSWORD)
    return caller


def public_id_of(house: House, address: str) -> str:
    return str(house.column(f"SELECT public_id FROM people WHERE email = '{address}'")[0][0])


def mails_of(house: House, pair: tuple[str, str]) -> Counter:
    """(kind, to whom) → how many arrived at the mail server."""
    kinds = dict(house.column("SELECT message_id, kind FROM outgoing_mails"))
    roles = {pair[0]: "one", pair[1]: "other"}
    return Counter((kinds[str(mail["Message-ID"])].split(".")[1], roles[mail.envelope_to[0]]) for mail in house.site.postbox)
