"""huey, chosen by the settings: it carries ids of deliveries to the workers quickly, and may lose them without harm."""

import json
import logging
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app
from huey import Huey, PostgresHuey, RedisHuey
from huey.registry import Message
from huey.serializer import Serializer
from huey.storage import SqliteStorage
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from community.core.outbox import steps
from community.core.outbox.publishing import FRESH, MANY_FRESH

if TYPE_CHECKING:
    from config import Settings

log = logging.getLogger("community.outbox")

MOST_HANDED_OVER = 20
SULK = 30.0

_lock = threading.Lock()


class JsonSerializer(Serializer):
    """Tasks as JSON instead of pickle: what somebody writes into the queue can name an id, but runs no code."""

    def _serialize(self, data: Any) -> bytes:
        return json.dumps([data.id, data.name, data.args]).encode()

    def _deserialize(self, data: bytes) -> Message:
        task_id, name, args = json.loads(data)
        return Message(task_id, name, args=tuple(args), kwargs={})


class QueueFile(SqliteStorage):
    """SqliteHuey's file, synchronised as lazily as is safe: the outbox row, not the queue, is what must last."""

    def _create_connection(self) -> Any:
        connection = super()._create_connection()
        connection.execute("pragma synchronous=normal")
        return connection


class Queue:
    """The queue of one application, opened when first needed."""

    def __init__(self, app: Flask, settings: "Settings") -> None:
        self.app = app
        self.huey = open_huey(settings)
        self._deliver = self.huey.task(name="deliver")(self._in_context(_deliver))
        self._catch_up = self.huey.task(name="catch_up")(self._in_context(_catch_up))

    def hand_over(self, ids: list[int], *, and_more: bool = False) -> None:
        """Send ids to the workers; many at once (or more than are named) are one task that looks for all that is due."""
        if and_more or len(ids) > MOST_HANDED_OVER:
            self._catch_up()
            return
        for delivery_id in ids:
            self._deliver(delivery_id)

    def _in_context(self, work: Callable[..., None]) -> Callable[..., None]:
        def run(*args: Any) -> None:
            with self.app.app_context():
                work(*args)

        return run


def open_huey(settings: "Settings") -> Huey:
    """Redis by QUEUE_URL, the PostgreSQL of the database, or a file beside it."""
    plain: dict[str, Any] = {"results": False, "serializer": JsonSerializer()}
    if settings.queue_url.startswith(("redis://", "rediss://")):
        from redis import ConnectionPool

        patience = {"socket_connect_timeout": 1, "socket_timeout": 5}
        pool = ConnectionPool.from_url(settings.queue_url, **patience)
        return RedisHuey("community", connection_pool=pool, **plain)
    if not settings.on_sqlite:
        dsn = make_url(settings.database_url).set(drivername="postgresql").render_as_string(hide_password=False)
        return PostgresHuey("community", dsn=dsn, connect_timeout=3, **plain)
    return Huey("community", storage_class=QueueFile, filename=str(settings.queue_path), timeout=2, **plain)


def of_app(app: Flask) -> Queue:
    """The queue of an application. Opening it can fail; nothing but speed is lost then."""
    with _lock:
        if "queue" not in app.extensions:
            app.extensions["queue"] = Queue(app, app.extensions["settings"])
        queue: Queue = app.extensions["queue"]
        return queue


def hand_over(session: Session) -> None:
    """After a commit: give the new deliveries to huey. Never fails: what cannot be handed over, the sweep finds."""
    fresh, many = session.info.pop(FRESH, []), session.info.pop(MANY_FRESH, False)
    ids = [delivery.id for delivery in fresh if delivery in session]
    if not ids and not many:
        return
    steps.reached("committed")
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    if app.testing or time.monotonic() < app.extensions.get("queue sulks until", 0):
        return
    try:
        of_app(app).hand_over(ids, and_more=many)
    except Exception as error:
        app.extensions["queue sulks until"] = time.monotonic() + SULK
        log.warning("the queue does not answer (%s); the sweep will deliver instead", type(error).__name__)
    steps.reached("handed over")


def _deliver(delivery_id: int) -> None:
    from community.core.outbox.delivering import deliver

    steps.reached("taken from the queue", "queue")
    deliver(int(delivery_id))


def _catch_up() -> None:
    from community.core.outbox.delivering import drain

    drain()
