"""Looking after an installation: backup, reindexing, new keys, and a doctor that says what is wrong."""

import shutil
import smtplib
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import select
from sqlalchemy.engine import make_url

from community.core import outbox, registry, search, secrets
from community.core.database import transaction
from community.core.extensions import Base, db
from community.core.settings import current


class CannotBackUp(Exception):
    """A backup cannot be made this way; says what to do instead."""


def back_up(folder: Path) -> list[Path]:
    """Copy the running database (SQLite) and the pictures into `folder`; returns what was written.

    Refuses (CannotBackUp) a folder that holds something already, and PostgreSQL, which has pg_dump for it.
    The keys are not copied: a backup that lies beside its keys protects nothing.
    """
    settings = current()
    if not settings.on_sqlite:
        raise CannotBackUp(
            "This community lives in PostgreSQL: back it up with pg_dump, and copy the media folder beside it."
        )
    if folder.exists() and any(folder.iterdir()):
        raise CannotBackUp(f"{folder} is not empty. Name a new folder for each backup.")
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / "community.db"
    source = sqlite3.connect(f"file:{make_url(settings.database_url).database}?mode=ro", uri=True)
    target = sqlite3.connect(copy)
    try:
        source.backup(target)
    finally:
        target.close()
        source.close()
    written = [copy]
    if settings.media_folder.is_dir():
        shutil.copytree(settings.media_folder, folder / "media")
        written.append(folder / "media")
    return written


def reindex() -> dict[str, int]:
    """Make the whole search index anew from what is stored; returns the number of entries of each kind."""
    made = {}
    for kind, everything in registry.of_app().search.items():
        with transaction():
            made[kind] = search.rebuild(kind, everything())
    return made


def rotate_keys() -> int:
    """Encrypt with the newest key all that older ones had encrypted; returns how many values. May be interrupted."""
    models = [mapper.class_ for mapper in Base.registry.mappers]
    total = 0
    while True:
        with transaction():
            done = secrets.rotate(db.session(), models)
        if not done:
            return total
        total += done


@dataclass(frozen=True)
class Finding:
    """What the doctor found about one thing."""

    what: str
    trouble: str | None = None


def examine() -> Iterator[Finding]:
    """Look at everything an installation needs, one thing after the other."""
    checks: tuple[tuple[str, Callable[[], str | None]], ...] = (
        ("database", _database),
        ("migrations", _migrations),
        ("instance folder", _folder),
        ("mail server", _mail_server),
        ("worker", _worker),
    )
    for what, check in checks:
        try:
            yield Finding(what, check())
        except Exception as error:
            yield Finding(what, f"{type(error).__name__}: {error}")


def _database() -> str | None:
    with transaction(write=False):
        db.session.execute(select(1))
    return None


def _migrations() -> str | None:
    heads = ScriptDirectory(current_app.extensions["migrate"].directory).get_heads()
    with db.engine.connect() as connection:
        here = MigrationContext.configure(connection).get_current_heads()
    return None if set(here) == set(heads) else "The tables are not up to date. Run: flask db upgrade"


def _folder() -> str | None:
    probe = current().instance / ".doctor"
    probe.write_text("writable", encoding="ascii")
    probe.unlink()
    return None


def _mail_server() -> str | None:
    settings = current()
    if not settings.mail_server:
        return None if settings.demo else "MAIL_SERVER is not set: nobody can be invited."
    open_door = smtplib.SMTP_SSL if settings.mail_use_ssl else smtplib.SMTP
    with open_door(settings.mail_server, settings.mail_port, timeout=settings.mail_timeout) as server:
        server.noop()
    return None


def _worker() -> str | None:
    with transaction(write=False):
        health = outbox.health()
    if health.worker_is_silent:
        return "No worker has been heard of lately. Start one: flask serve, or flask worker."
    if health.trouble:
        return f"The mail server takes no mail at the moment, all mail waits: {health.trouble}"
    return (
        f"{health.dead} deliveries were given up. Look at Coordination → Mail and deliveries." if health.dead else None
    )
