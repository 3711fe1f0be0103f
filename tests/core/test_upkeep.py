"""Looking after an installation, through the commands a coordinator's helper would type."""

import dataclasses
import sqlite3

import pytest
from flask_migrate import upgrade

from community import create_app
from community.alumni import actions as alumni
from community.core import search
from community.core.database import transaction
from community.core.extensions import db
from config import new_encryption_key
from tests.apps import settings_for
from tests.make import Make


def run(app, *arguments):
    return app.test_cli_runner().invoke(args=list(arguments))


@pytest.fixture
def installed(tmp_path, postbox):
    app = create_app(settings_for(tmp_path, postbox))
    with app.app_context():
        upgrade()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_a_backup_is_a_database_that_opens_and_never_overwrites(installed, tmp_path):
    if not installed.extensions["settings"].on_sqlite:
        assert "pg_dump" in run(installed, "backup", str(tmp_path / "copy")).output
        return
    with installed.app_context(), transaction():
        Make().person(name="Róża")
    assert run(installed, "backup", str(tmp_path / "copy")).exit_code == 0
    with sqlite3.connect(tmp_path / "copy" / "community.db") as copy:
        assert copy.execute("SELECT name FROM people").fetchall() == [("Róża",)]
    copy.close()
    again = run(installed, "backup", str(tmp_path / "copy"))
    assert again.exit_code == 1 and "not empty" in again.output


def test_reindexing_finds_everybody_again(installed):
    with installed.app_context(), transaction():
        person = Make().person(name="Łukasz Gołąb")
        alumni.begin_profile(person, {"headline": "members"}, "anyone")
        search.drop("person", person.id)
    result = run(installed, "reindex")
    assert result.exit_code == 0 and "person:" in result.output
    with installed.app_context():
        found = db.session.execute(db.select(search.matching("person", "golab"))).all()
    assert len(found) >= 1


def test_rotating_keys_leaves_nothing_to_the_old_one(installed, tmp_path, postbox):
    with installed.app_context(), transaction():
        make = Make()
        make.catchup(make.person(), make.person(), words="between the two of us")
    newest = new_encryption_key()
    old = installed.extensions["settings"]
    both = create_app(dataclasses.replace(old, encryption_keys=(newest, *old.encryption_keys)))
    assert run(both, "rotate-keys").exit_code == 0
    only_new = create_app(dataclasses.replace(old, encryption_keys=(newest,)))
    from community.catchups.models import CatchUp

    with only_new.app_context():
        assert db.session.execute(db.select(CatchUp)).scalar_one().words == "between the two of us"
    for app in (both, only_new):
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def test_the_doctor_names_what_is_not_well(installed):
    result = run(installed, "doctor")
    assert result.exit_code == 1
    assert "well      database" in result.output and "not well  worker" in result.output


def test_the_doctor_notices_missing_migrations(tmp_path, postbox):
    app = create_app(settings_for(tmp_path, postbox))
    assert "flask db upgrade" in run(app, "doctor").output
    with app.app_context():
        db.engine.dispose()
