"""kill -9 at every step of a delivery loses nothing and does nothing twice; real processes, a real mail server."""

import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from community.core.extensions import db
from community.core.outbox import steps
from tests.core import crash_lives, delivery_app

ROOT = Path(__file__).parents[2]

# Between the server's "accepted" and our commit the same mail may be sent again, with the same Message-ID.
MAY_BE_REPEATED = {"errand carried out", "effects written", "done written"}


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_no_kill_at_any_step_loses_or_doubles_anything(kind, request, tmp_path, mails):
    url = f"sqlite:///{tmp_path / 'community.db'}"
    if kind == "postgresql":
        url = request.getfixturevalue("postgresql_url")
    app = delivery_app.make_app(crash_lives.settings([str(tmp_path), url, "0"]))
    with app.app_context():
        delivery_app.metadata.drop_all(db.engine)
        db.drop_all()
        db.create_all()
        delivery_app.metadata.create_all(db.engine)
        db.engine.dispose()

    command = [sys.executable, "-m", "tests.core.crash_lives", str(tmp_path), url, str(mails.port)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)

    assert run.returncode == 0, run.stderr
    deaths = {step: words.split("\t") for step, words in (line.split("\t", 1) for line in run.stdout.splitlines())}
    assert set(deaths) == set(steps.STEPS)
    for step, ends in deaths.items():
        assert str(int(signal.SIGKILL)) in ends, f"nobody died at {step!r}: the step is never reached"
        assert ends[-1] == "0", f"the work was never finished after a death at {step!r}: {run.stderr}"
    assert_everything_happened_once(url)
    assert_every_mail_arrived_once(mails)


def assert_everything_happened_once(url: str) -> None:
    engine = create_engine(url)
    with engine.connect() as connection:
        # The clock strikes every ten minutes, perhaps during this test.
        notes = Counter(connection.execute(text("SELECT word FROM test_notes WHERE word <> 'tick'")).scalars())
        states = Counter(connection.execute(text("SELECT state FROM deliveries")).scalars())
        mails = Counter(connection.execute(text("SELECT state FROM outgoing_mails")).scalars())
    engine.dispose()
    words = [f"mail-{number}" for number in range(len(steps.STEPS))]
    assert notes == Counter(words + [f"sent {word}" for word in words])
    assert set(states) == {"done"} and mails == {"sent": len(words)}


def assert_every_mail_arrived_once(mails) -> None:
    for number, step in enumerate(steps.STEPS):
        received = mails.to(f"mail-{number}@example.org")
        assert len({message["Message-ID"] for message in received}) == 1
        assert len(received) == 1 or (step in MAY_BE_REPEATED and len(received) == 2), step
