"""A running `flask serve` whose processes can be killed one by one, and the ways in which they die around a step."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import psutil
from sqlalchemy import Engine, create_engine, text

from tests.e2e.conftest import DEADLINE, Site


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
DEATHS = (
    worker_before_it_begins,
    all_that_answer,
    supervisor,
    worker_while_it_sends,
    web_server,
    everybody,
    worker_when_all_is_sent,
)
