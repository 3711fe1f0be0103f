"""Fixtures of all tests. Data come from world.py (the cast) and make.py (builders)."""

import gc
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from sqlalchemy import select
from sqlalchemy.orm import Session

from community import create_app
from community.core import outbox
from community.core.database import transaction
from community.core.extensions import db as database
from community.core.extensions import limiter
from community.core.outbox import jobs
from tests.apps import BeginsAgain, build_tables, settings_for
from tests.browser import Browser
from tests.make import Make
from tests.postbox import Postbox
from tests.world import World, people_of_the_world

# The same examples in every run, however busy the machine is: what a change breaks it breaks for everybody, and at once.
settings.register_profile(
    "everywhere", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("everywhere")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Of a parallel run: what goes together, and what begins (scheduling.py)."""
    from tests.scheduling import Together

    config.option.loadscopereorder = False
    return Together(config, log)


def pytest_collection_finish() -> None:
    """What is there by now stays: the collector of garbage need not look at it again and again, nor at every few objects."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session")
def postbox() -> Iterator[Postbox]:
    """A real SMTP server on this machine that keeps what it receives."""
    with Postbox() as box:
        yield box


@pytest.fixture(scope="session")
def whole_app(tmp_path_factory: pytest.TempPathFactory, postbox: Postbox) -> Iterator[Flask]:
    """One application for the whole run, with the cast in its database."""
    app = create_app(settings_for(tmp_path_factory.mktemp("instance"), postbox))
    build_tables(app)
    with app.app_context(), transaction():
        people_of_the_world()
    yield app
    with app.app_context():
        database.engine.dispose()


@pytest.fixture
def app(whole_app: Flask) -> Iterator[Flask]:
    """The application on one connection inside an outer transaction, undone after the test."""
    with whole_app.app_context():
        engine = database.engine
    engines = database._app_engines[whole_app]
    connection = engine.connect()
    outer = connection.begin()
    engines[None] = connection
    database.session.session_factory.configure(join_transaction_mode="create_savepoint")
    try:
        with whole_app.app_context():
            yield whole_app
            database.session.remove()
    finally:
        engines[None] = engine
        outer.rollback()
        connection.close()


@pytest.fixture(scope="session")
def with_commits(tmp_path_factory: pytest.TempPathFactory, postbox: Postbox) -> BeginsAgain:
    return BeginsAgain(tmp_path_factory.mktemp("commits"), postbox)


@pytest.fixture(scope="session")
def with_limits(tmp_path_factory: pytest.TempPathFactory, postbox: Postbox) -> BeginsAgain:
    return BeginsAgain(tmp_path_factory.mktemp("limits"), postbox, rate_limits=True)


@pytest.fixture
def fresh_app(with_commits: BeginsAgain) -> Iterator[Flask]:
    """An application with an empty database of its own and real commits, for concurrency."""
    yield with_commits.again()
    with_commits.let_go()


@pytest.fixture
def limited(with_limits: BeginsAgain) -> Iterator[Flask]:
    """An application of its own that counts how often somebody comes, with real commits."""
    app = with_limits.again()
    limiter.enabled = True
    limiter.reset()
    with app.app_context():
        yield app
    limiter.enabled = False
    with_limits.let_go()


@pytest.fixture
def db(app: Flask) -> Session:
    """The session of the test itself; requests have their own on the same connection."""
    return database.session


@pytest.fixture
def world(app: Flask) -> World:
    """The cast: the same people in every test."""
    return World()


@pytest.fixture
def make(app: Flask) -> Make:
    """Builders of rows: they flush and never commit."""
    return Make()


@pytest.fixture
def browse(app: Flask) -> Callable[..., Browser]:
    """browse(person) is a browser signed in as that person; browse() is a visitor's."""

    def open_browser(person: object = None, **options: object) -> Browser:
        return Browser.of(app, person, **options)

    return open_browser


@pytest.fixture
def mails(postbox: Postbox) -> Postbox:
    """What arrived at the mail server during this test."""
    postbox.empty()
    return postbox


# Errors no mail server and no busy database brings about.
DEFECTS = (
    "AttributeError",
    "BuildError",
    "CannotCompose",
    "InvalidRequestError",
    "KeyError",
    "NameError",
    "OperationalError: near",
    "OperationalError: no such",
    "ProgrammingError",
    "SyntaxError",
    "TypeError",
    "Undefined",
)


class Worker:
    """Does at once what the worker would do."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def drain(self) -> int:
        """Run all due deliveries, and those they bring about."""
        database.session.flush()
        with self.app.app_context():
            done = outbox.drain()
        database.session.expire_all()
        self._find_defects()
        return done

    def _find_defects(self) -> None:
        """A handler that fails by itself is tried again and again, and nobody would notice in a test."""
        failed = select(outbox.Delivery.subscriber, outbox.Delivery.last_error).where(
            outbox.Delivery.last_error.is_not(None)
        )
        found = [f"{who}: {error}" for who, error in database.session.execute(failed) if error.startswith(DEFECTS)]
        assert not found, found

    def job(self, name: str) -> None:
        """Run one scheduled job as if its hour had come."""
        database.session.flush()
        with self.app.app_context():
            jobs.run_now(name)
        database.session.expire_all()


@pytest.fixture
def worker(app: Flask) -> Worker:
    return Worker(app)
