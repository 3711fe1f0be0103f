"""Empty → head equals the models; every revision goes up, down and up again; on both databases."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from community import create_app
from community.core.extensions import db
from community.core.search import is_search_table
from tests.conftest import settings_for


@pytest.fixture
def empty_app(tmp_path, postbox):
    app = create_app(settings_for(tmp_path, postbox))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def revisions(app) -> list[str]:
    script = ScriptDirectory(app.extensions["migrate"].directory)
    return [revision.revision for revision in reversed(list(script.walk_revisions()))]


def test_the_migrations_arrive_at_the_models(empty_app):
    upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_name": lambda name, type_, parents: not (type_ == "table" and name and is_search_table(name)),
                "compare_type": True,
            },
        )
        difference = compare_metadata(context, db.metadata)
    assert difference == [], "the models and the migrations differ: add a revision (flask db revision --autogenerate)"


def test_every_revision_goes_up_down_and_up_again(empty_app):
    for revision in revisions(empty_app):
        upgrade(revision=revision)
        downgrade(revision="-1")
        upgrade(revision=revision)
    downgrade(revision="base")
    left = set(inspect(db.engine).get_table_names()) - {"alembic_version"}
    assert left == set(), f"after going all the way down these tables are left: {left}"


def test_revisions_are_numbered_in_one_line(empty_app):
    numbers = [int(revision) for revision in revisions(empty_app)]
    assert numbers == list(range(1, len(numbers) + 1)), "number revisions 0001, 0002, … each following the one before"
