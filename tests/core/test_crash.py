"""kill -9 at every step of a delivery loses nothing and does nothing twice; real processes, a real mail server.

What may repeat, and nothing else: a mail whose worker dies between the server's "250 accepted" and our commit comes a
second time, with the same Message-ID, which receivers show once. There are four such steps, so the sum is exact.
"""

import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from community.core.outbox import steps
from tests.core import crash_lives, delivery_app
from tests.core.crash_lives import BY_CLOCK, BY_MAIL, DEATHS, UNHEARD
from tests.postbox import free_port

ROOT = Path(__file__).parents[2]

AFTER_ACCEPTED = (UNHEARD, "errand carried out", "effects written", "done written")
PUBLISHED = [number for number, (_step, of) in enumerate(DEATHS) if of not in {"schedule", BY_CLOCK}]
# A slot that was rolled back with its writer is written by the next strike of the clock, like every missed one.
STRUCK = [number for number, (step, of) in enumerate(DEATHS) if of in {"schedule", BY_CLOCK} and step != "slot written"]


@pytest.fixture
def redis_url(tmp_path):
    """A real Redis of this test's own, where there is one."""
    found = shutil.which("redis-server")
    if found is None:
        pytest.skip("no redis-server here")
    port = free_port()
    command = [found, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    yield f"redis://127.0.0.1:{port}/0"
    process.terminate()
    process.wait(10)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql", "postgresql and redis"])
def test_no_kill_at_any_step_loses_or_doubles_anything(kind, request, tmp_path, mails):
    url = f"sqlite:///{tmp_path / 'community.db'}" if kind == "sqlite" else request.getfixturevalue("postgresql_url")
    queue_url = request.getfixturevalue("redis_url") if "redis" in kind else ""
    build(tmp_path, url)
    mails.put_off_once |= {f"{word}@example.org" for word in words() if word.startswith("mail-late-")}

    arguments = [str(tmp_path), url, str(mails.port), queue_url]
    command = [sys.executable, "-m", "tests.core.crash_lives", *arguments]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)

    assert run.returncode == 0, run.stderr
    *ends, given_up = [line.split("\t") for line in run.stdout.splitlines()]
    assert [(step, of) for step, of, _end in ends] == DEATHS
    assert set(steps.STEPS) <= {step for step, _of in DEATHS}, "a step that nobody dies at"
    alive = [(step, of) for step, of, end in ends if end != str(int(signal.SIGKILL))]
    assert not alive, f"nobody died there, so the step is never reached: {run.stderr}"
    assert given_up == ["given up", "1"], "the one whose giving up was written: tried again, it happens once as well"
    assert_everything_happened_once(url)
    assert_the_sum_of_mails_is_exact(mails)


def build(folder: Path, url: str) -> None:
    delivery_app.build_tables(delivery_app.make_app(crash_lives.settings([str(folder), url, "0", ""])), anew=True)


def words() -> list[str]:
    return [crash_lives.WARM, *(crash_lives.word_of(number) for number in PUBLISHED)]


def assert_everything_happened_once(url: str) -> None:
    engine = create_engine(url)
    with engine.connect() as connection:
        notes = Counter(connection.execute(text("SELECT word FROM test_notes")).scalars())
        states = Counter(connection.execute(text("SELECT state FROM deliveries")).scalars())
        mails = Counter(connection.execute(text("SELECT state FROM outgoing_mails")).scalars())
        unfinished = connection.execute(text("SELECT count(*) FROM job_runs WHERE finished_at IS NULL")).scalar()
    engine.dispose()
    assert notes.pop("tick") == len(STRUCK) and unfinished == 0
    assert notes == Counter(words() + [f"sent {word}" for word in words()])
    assert set(states) == {"done"} and mails == {"sent": len(words())}


def assert_the_sum_of_mails_is_exact(mails) -> None:
    assert {step for step, of in DEATHS if of == BY_MAIL} >= set(AFTER_ACCEPTED)
    arrived = Counter(mail.envelope_to[0] for mail in mails)
    assert set(arrived) == {f"{word}@example.org" for word in words()}
    assert arrived.total() == len(words()) + len(AFTER_ACCEPTED)
    for address in arrived:
        assert len({mail["Message-ID"] for mail in mails.to(address)}) == 1, "a repeated mail is the same mail"
