"""Connection rules of the two databases, and the one place that commits.

SQLite: WAL, foreign keys, a busy timeout and our own BEGIN; BEGIN IMMEDIATE whenever something may
be written, because a deferred transaction that upgrades itself fails with "database is locked".
PostgreSQL: bounded waiting for locks and statements.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import ORMExecuteState, Session, raiseload

from community.core.extensions import db

T = TypeVar("T")

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=10000",
    "PRAGMA synchronous=FULL",
    "PRAGMA cache_size=-16000",
    "PRAGMA temp_store=MEMORY",
)
LOCK_TIMEOUT_MS = 5_000
STATEMENT_TIMEOUT_MS = 60_000

writing: ContextVar[bool] = ContextVar("writing", default=True)
_after_commit: list[Callable[[Session], None]] = []


def engine_options(url: str) -> dict[str, Any]:
    """What SQLAlchemy needs to open `url` by our rules; values never appear in its errors, and so not in logs."""
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": 10}, "hide_parameters": True, "pool_size": 16, "max_overflow": 8}
    settings = f"-c lock_timeout={LOCK_TIMEOUT_MS} -c statement_timeout={STATEMENT_TIMEOUT_MS} -c timezone=UTC"
    pool = {"pool_pre_ping": True, "pool_size": 8, "max_overflow": 8}
    return {"connect_args": {"options": settings}, "hide_parameters": True, **pool}


def obey_rules(engine: Engine) -> None:
    """Attach the connection rules to an engine."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # the driver must not begin transactions of its own
        for pragma in SQLITE_PRAGMAS:
            connection.execute(pragma).close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing.get() else "BEGIN")


@contextmanager
def transaction(write: bool = True) -> Iterator[None]:
    """Commit what happens inside, or roll all of it back. Requests, the worker and commands use it.

    Joins nothing: it must not be nested. After the commit the registered callbacks run; they hand
    deliveries to the queue and may fail without harm.
    """
    token = writing.set(write)
    try:
        try:
            yield
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise
        for callback in _after_commit:
            callback(db.session())
    finally:
        writing.reset(token)


def write_aside(work: Callable[[Session], T]) -> T:
    """Run `work` in a short write transaction of its own, beside the reading one of a GET request."""
    token = writing.set(True)
    try:
        with Session(db.engine, expire_on_commit=False) as session:
            result = work(session)
            session.commit()
            return result
    finally:
        writing.reset(token)


def somebody_was_quicker(error: Exception) -> bool:
    """Whether a row could not be written because another is there already, or one it belongs to is gone."""
    if not isinstance(error, IntegrityError):
        return False
    state = getattr(error.orig, "sqlstate", None)  # PostgreSQL: foreign_key_violation, unique_violation
    said = str(error.orig)
    return state in {"23503", "23505"} or said.startswith(("UNIQUE constraint", "FOREIGN KEY constraint"))


def after_commit(callback: Callable[[Session], None]) -> None:
    """Call `callback(session)` after every successful commit of a transaction()."""
    if callback not in _after_commit:
        _after_commit.append(callback)


def refuse_lazy_loading() -> None:
    """Make touching an unloaded relation an error that names it (development and tests)."""

    if not event.contains(Session, "do_orm_execute", _raise_on_lazy_load):
        event.listen(Session, "do_orm_execute", _raise_on_lazy_load)


def _raise_on_lazy_load(state: ORMExecuteState) -> None:
    if state.is_select and not state.is_column_load and not state.is_relationship_load:
        state.statement = state.statement.options(raiseload("*", sql_only=True))
