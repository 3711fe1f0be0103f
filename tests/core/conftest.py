"""A real PostgreSQL for the tests of core that compare both databases, whichever the run is on."""

import pytest

from tests.databases import new_postgresql_database


@pytest.fixture(scope="module")
def postgresql_url():
    """The address of an empty database on the server of this run."""
    return new_postgresql_database()
