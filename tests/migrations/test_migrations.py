"""Empty → head equals the models; every revision goes up, down and up again; on both databases."""

import shutil
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, revision, upgrade
from sqlalchemy import Column, Integer, Table, inspect

from community.core.columns import JsonColumn, UtcDateTime
from community.core.extensions import db
from community.core.search import is_search_table
from community.core.secrets import EncryptedText


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
    assert difference == [], (
        "the models and the migrations differ: add a revision (README, How to add a feature, step 8)"
    )


def test_every_revision_goes_up_down_and_up_again(empty_app):
    for number in revisions(empty_app):
        upgrade(revision=number)
        downgrade(revision="-1")
        upgrade(revision=number)
    downgrade(revision="base")
    left = set(inspect(db.engine).get_table_names()) - {"alembic_version"}
    assert left == set(), f"after going all the way down these tables are left: {left}"


def test_a_new_table_gets_a_revision_that_runs(empty_app, tmp_path):
    """README, "How to add a feature", step 8: what autogenerate writes needs no repair."""
    upgrade()
    table = Table(
        "kudos",
        db.metadata,
        Column("id", Integer, primary_key=True),
        Column("at", UtcDateTime),
        Column("words", EncryptedText("kudos.words")),
        Column("told", JsonColumn),
    )
    folder = copy_of_the_revisions(empty_app, tmp_path)
    try:
        revision(directory=str(folder), autogenerate=True, rev_id="9999", message="kudos")
    finally:
        db.metadata.remove(table)
    text = (folder / "versions" / "9999_kudos.py").read_text(encoding="utf-8")
    code = compile(text, "kudos.py", "exec")
    exec(code, {"__name__": "kudos"})
    assert "community." not in text and "sa.DateTime(timezone=True)" in text and "JSONB" in text


def copy_of_the_revisions(app, folder: Path) -> Path:
    """The migrations folder once more, where a test may add to it."""
    return Path(shutil.copytree(app.extensions["migrate"].directory, folder / "migrations"))


def test_revisions_are_numbered_in_one_line(empty_app):
    numbers = [int(revision) for revision in revisions(empty_app)]
    assert numbers == list(range(1, len(numbers) + 1)), "number revisions 0001, 0002, … each following the one before"
