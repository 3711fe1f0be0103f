"""Continuous integration runs on any machine: what it lacks is installed where that may be done, and asked for only if it must be."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.e2e.conftest import NAMES

ROOT = Path(__file__).parents[2]
ALL = ["check", "test"]
FAILS = "exit 100"


@pytest.fixture
def made(tmp_path):
    """made("chromium", user=0, apt=FAILS): what is made on a machine with these programs, and whether the run succeeds."""

    def run(*programs: str, user: int, apt: str | None = None) -> tuple[list[str], bool]:
        (tmp_path / "bin").mkdir()
        (tmp_path / ".ci").mkdir()
        script = shutil.copy(ROOT / ".ci/run", tmp_path / ".ci/run")
        stubs = dict.fromkeys(programs, ":") | {"id": f"echo {user}", "make": f"echo $1 >> {tmp_path}/made"}
        for name, does in (stubs | ({"apt-get": apt} if apt else {})).items():
            (tmp_path / "bin" / name).write_text(f"#!/bin/sh\n{does}\n")
            (tmp_path / "bin" / name).chmod(0o755)
        for name in ("dirname", "bash"):
            (tmp_path / "bin" / name).symlink_to(str(shutil.which(name)))
        done = subprocess.run([tmp_path / "bin/bash", script], env={"PATH": f"{tmp_path}/bin"}, check=False)
        return (tmp_path / "made").read_text().split(), done.returncode == 0

    return run


@pytest.mark.parametrize("browser", NAMES)
def test_a_browser_that_is_there_will_do_when_nothing_can_be_installed(made, browser):
    assert made(browser, user=0, apt=FAILS) == (ALL, True)


def test_without_any_browser_it_ends_after_the_check(made):
    assert made(user=0, apt=FAILS) == (["check"], False)


def test_redis_may_be_missing(made):
    assert made(user=0, apt='case "$*" in *redis-server*) exit 100;; esac') == (ALL, True)


@pytest.mark.parametrize(("user", "apt"), [(0, None), (1000, FAILS)])
def test_where_nothing_may_be_installed_nothing_is(made, user, apt):
    assert made(user=user, apt=apt) == (ALL, True)
