"""Applications for tests: their settings, their tables, one cache of templates for all of them, and one that begins again."""

import atexit
import dataclasses
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from flask import Flask
from jinja2.bccache import Bucket, FileSystemBytecodeCache

from community import create_app
from community.core import search as search_index
from community.core.database import transaction
from community.core.extensions import db
from config import Settings, new_encryption_key
from tests.databases import copy_of, empty_again, new_database
from tests.postbox import Postbox

TEST_KEY = new_encryption_key()
FOLDER = "TEST_TEMPLATES"
TEST_SECRET = "test-secret-key-of-more-than-32-characters"


def shared_folder() -> str:
    """A folder of this run, which all its processes find: whoever is asked first makes it, and takes it away at the end."""
    if FOLDER not in os.environ:
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="templates-")
        atexit.register(shutil.rmtree, os.environ[FOLDER], ignore_errors=True)
    return os.environ[FOLDER]


class CompiledOnce(FileSystemBytecodeCache):
    """Templates are compiled once by a run, not once by each of its processes and their many applications."""

    def __init__(self) -> None:
        super().__init__(shared_folder())
        self.kept: dict[str, Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        name = f"{bucket.key} {bucket.checksum}"
        if name not in self.kept:
            super().load_bytecode(bucket)
            self.kept[name] = bucket.code
        bucket.code = self.kept[name]  # None: it is compiled now, and dumped

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[f"{bucket.key} {bucket.checksum}"] = bucket.code
        super().dump_bytecode(bucket)


Flask.jinja_options = {"bytecode_cache": CompiledOnce()}


def settings_for(folder: Path, postbox: Postbox, **changes: object) -> Settings:
    """The settings of a test application living in `folder`."""
    settings = Settings(
        production=False,
        testing=True,
        cheap_passwords=True,
        rate_limits=False,
        secret_key=TEST_SECRET,
        encryption_keys=(TEST_KEY,),
        instance=folder,
        database_url=new_database(folder),
        base_url="http://localhost",
        mail_server="127.0.0.1",
        mail_port=postbox.port,
        mail_sender="community@example.org",
        mails_a_week=1000,  # what a mail says is not a question of how many there were; tests about that set it
        mail_pause=0,
        open_registration=False,
    )
    return dataclasses.replace(settings, **changes)


def build_tables(app: Flask) -> None:
    """Create the schema straight from the models; the migration tests prove that both agree."""
    with app.app_context(), transaction():
        db.create_all()
        for statement in search_index.create_statements(db.engine.dialect.name):
            db.session.execute(statement)


class BeginsAgain:
    """An application with real commits for one test after the other: building one for each took longer than most of them.

    Each finds empty tables, an empty folder, and an application that remembers nothing.
    """

    def __init__(self, folder: Path, postbox: Postbox, **settings: object) -> None:
        self.folder = folder / "instance"
        self.folder.mkdir()
        self.app = create_app(settings_for(self.folder, postbox, **settings))
        self.url = self.app.extensions["settings"].database_url
        build_tables(self.app)
        self.let_go()
        self.empty = copy_of(self.url, folder)
        self.extensions = dict(self.app.extensions)

    def again(self) -> Flask:
        """The application as it was when it was built."""
        for left in self.folder.iterdir():
            if left.is_file():
                left.unlink()
            elif left.name != "static":  # what styles and pictures of the house are served from
                shutil.rmtree(left)
        empty_again(self.url, self.empty)
        self.app.extensions.clear()
        self.app.extensions.update(self.extensions)
        return self.app

    def let_go(self) -> None:
        """Close what the test had open."""
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
