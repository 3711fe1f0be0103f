"""Fixtures of all tests. Data come from world.py (the cast) and make.py (builders)."""

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy.orm import Session

from community import create_app
from community.core import outbox
from community.core import search as search_index
from community.core.extensions import db as database
from community.core.outbox import jobs
from config import Settings, new_encryption_key
from tests.browser import Browser
from tests.databases import new_database
from tests.make import Make
from tests.postbox import Postbox
from tests.world import World, people_of_the_world

TEST_KEY = new_encryption_key()
TEST_SECRET = "test-secret-key-of-more-than-32-characters"


class CompiledOnce(BytecodeCache):
    """Templates are compiled once by a process, not once by each of its many applications."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        kept = self.kept.get(f"{bucket.key} {bucket.checksum}")
        if kept is not None:
            bucket.code = kept

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[f"{bucket.key} {bucket.checksum}"] = bucket.code


Flask.jinja_options = {"bytecode_cache": CompiledOnce()}


def settings_for(folder: Path, postbox: Postbox, **changes: object) -> Settings:
    """The settings of a test application living in `folder`."""
    settings = Settings(
        production=False,
        testing=True,
        cheap_passwords=True,
        rate_limits=False,
        secret_key=TEST_SECRET,
        encryption_keys=(TEST_KEY,),
        instance=folder,
        database_url=new_database(folder),
        base_url="http://localhost",
        mail_server="127.0.0.1",
        mail_port=postbox.port,
        mail_sender="community@example.org",
        open_registration=False,
    )
    return dataclasses.replace(settings, **changes)


def build_tables(app: Flask) -> None:
    """Create the schema straight from the models; the migration tests prove that both agree."""
    with app.app_context():
        database.create_all()
        for statement in search_index.create_statements(database.engine.dialect.name):
            database.session.execute(statement)
        database.session.commit()


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
    with app.app_context():
        people_of_the_world()
        database.session.commit()
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


@pytest.fixture
def fresh_app(tmp_path: Path, postbox: Postbox) -> Iterator[Flask]:
    """An application with an empty database of its own and real commits, for concurrency."""
    app = create_app(settings_for(tmp_path, postbox))
    build_tables(app)
    yield app
    with app.app_context():
        database.session.remove()
        database.engine.dispose()


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
        return done

    def job(self, name: str) -> None:
        """Run one scheduled job as if its hour had come."""
        database.session.flush()
        with self.app.app_context():
            jobs.run_now(name)
        database.session.expire_all()


@pytest.fixture
def worker(app: Flask) -> Worker:
    return Worker(app)
