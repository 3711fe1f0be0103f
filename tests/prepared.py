"""What takes long to build, built once by a process and copied by everybody who needs it: an empty database, the demo community.

Whoever uses the demo community belongs into its group in scheduling.py, so that one process builds it for all.
"""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from community import create_app
from community.core.extensions import db
from config import Settings
from tests.apps import settings_for
from tests.databases import copy_of, new_database
from tests.postbox import Postbox

ROOT = Path(__file__).parents[1]


def flask(environ: dict[str, str], *arguments: str) -> subprocess.CompletedProcess:
    """Run a command of the application; where it fails, the test says with which words."""
    run = subprocess.run(
        [sys.executable, "-m", "flask", *arguments],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, f"flask {' '.join(arguments)}: {run.stdout[-1000:]}{run.stderr[-3000:]}"
    return run


@cache
def migrated() -> str:
    """The URL of an empty database brought up by `flask db upgrade`: to be copied, because upgrading takes longer than serving."""
    folder = _folder("migrated-")
    url = new_database(folder)
    flask({**os.environ, "INSTANCE": str(folder), "DATABASE_URL": url, "PYTHONWARNINGS": "ignore"}, "db", "upgrade")
    return url


@dataclass(frozen=True)
class DemoCommunity:
    """The demo community as `flask demo` left it: its database, its files, and what the command said."""

    folder: Path
    url: str
    said: str

    def copy_to(self, folder: Path) -> str:
        """Put its files into a folder; the URL of a copy of its database."""
        for name in ("media", "mail"):
            shutil.copytree(self.folder / name, folder / name, dirs_exist_ok=True)
        return copy_of(self.url, folder)


@cache
def demo_community(postbox: Postbox) -> DemoCommunity:
    """Build it, with the secrets of the tests; its mails lie in its folder."""
    folder = _folder("demo-")
    url = copy_of(migrated(), folder)
    app = create_app(demo_settings(folder, postbox, url))
    built = app.test_cli_runner().invoke(args=["demo"])
    assert built.exit_code == 0, built.output
    with app.app_context():
        db.session.remove()
        db.engine.dispose()  # what somebody has open can't be copied
    return DemoCommunity(folder, url, built.output)


def demo_settings(folder: Path, postbox: Postbox, url: str) -> Settings:
    """The settings of an application that is a demo."""
    return settings_for(folder, postbox, demo=True, second_factor_for_staff=False, mail_server="", database_url=url)


def _folder(prefix: str) -> Path:
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
