"""Two real workers wake up at once on a machine that slept for months: the missed runs are one, and one of them does it."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.core.test_crash import build

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_missed_runs_are_merged_into_one_that_two_workers_do_once(kind, request, tmp_path):
    url = f"sqlite:///{tmp_path / 'community.db'}"
    if kind == "postgresql":
        url = request.getfixturevalue("postgresql_url")
    build(tmp_path, url)
    command = [sys.executable, "-m", "tests.core.schedule_lives", str(tmp_path), url]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0 and "Traceback" not in run.stderr, run.stderr
    engine = create_engine(url)
    with engine.connect() as connection:
        ticks = connection.execute(text("SELECT count(*) FROM test_notes WHERE word = 'tick'")).scalar()
        runs = connection.execute(text("SELECT finished_at FROM job_runs WHERE name = 'bell.tick'")).scalars().all()
        slots = "SELECT count(*) FROM deliveries WHERE event_id LIKE 'bell.tick@%'"
        deliveries = connection.execute(text(slots)).scalar()
    engine.dispose()
    # The clock may strike its next ten minutes while the two are awake: that is one run more, and one tick more.
    assert ticks == deliveries == len(runs) - 1 and ticks in {1, 2}
    assert all(runs), "every run is finished"
