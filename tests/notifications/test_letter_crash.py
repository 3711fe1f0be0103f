"""kill -9 at every step of the letters: nobody is left out, nobody gets two; real processes, a real mail server.

What may repeat, and nothing else: a letter whose worker dies between the server's "250 accepted" and our commit comes a second
time, with the same Message-ID, which receivers show once, and with the same news.
"""

import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from community.core.outbox import steps
from tests.databases import new_postgresql_database
from tests.notifications.letter_lives import AT_ONCE, BY_MAIL, DEATHS, HALF_RECORDED, address
from tests.postbox import text_of

ROOT = Path(__file__).parents[2]
AFTER_ACCEPTED = {"errand carried out", "effects written", "done written", HALF_RECORDED}
EVERYBODY = [address(number, place) for number in range(len(DEATHS)) for place in range(AT_ONCE)]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_no_kill_at_any_step_leaves_anybody_out_or_writes_twice(kind, tmp_path, mails):
    url = f"sqlite:///{tmp_path / 'community.db'}" if kind == "sqlite" else new_postgresql_database()
    mails.put_off_once |= {one for one in EVERYBODY if one.startswith("late-")}

    command = [sys.executable, "-m", "tests.notifications.letter_lives", str(tmp_path), url, str(mails.port)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=400, check=False)

    assert run.returncode == 0, run.stderr
    ends = [line.split("\t") for line in run.stdout.splitlines()]
    alive = [(step, of) for step, of, end in ends if end != str(int(signal.SIGKILL))]
    assert len(ends) == len(DEATHS) and not alive, f"nobody died there, so the step is never reached: {run.stderr}"
    assert {*steps.OF_DELIVERING, *steps.OF_ERRANDS, *steps.OF_FAILING} <= {step for step, _of in DEATHS}
    assert_the_sum_of_letters_is_exact(mails)
    assert_everything_is_told_once(url)


def assert_the_sum_of_letters_is_exact(mails) -> None:
    arrived = Counter(mail.envelope_to[0] for mail in mails)
    assert set(arrived) == set(EVERYBODY)
    twice = [step for step, of in DEATHS if of == BY_MAIL and step in AFTER_ACCEPTED]
    assert len(twice) == 4 and arrived.total() == len(EVERYBODY) + len(twice)
    for one in arrived:
        of_one = mails.to(one)
        assert len({mail["Message-ID"] for mail in of_one}) == 1, "a repeated letter is the same letter"
        assert all(f"  The news of {one}\n" in text_of(mail).replace("\r\n", "\n") for mail in of_one)


def assert_everything_is_told_once(url: str) -> None:
    engine = create_engine(url)
    with engine.connect() as connection:
        asked = {
            "untold": "SELECT count(*) FROM notices WHERE told_at IS NULL",
            "not moved": "SELECT count(*) FROM mail_wishes WHERE next_at < CURRENT_TIMESTAMP OR next_at IS NULL",
            "undone": "SELECT count(*) FROM deliveries WHERE state != 'done'",
            "not sent": "SELECT count(*) FROM outgoing_mails WHERE kind = 'notifications.letter' AND state != 'sent'",
        }
        found = {what: connection.execute(text(query)).scalar() for what, query in asked.items()}
        posted = connection.execute(
            text("SELECT count(*) FROM outgoing_mails WHERE kind = 'notifications.letter'")
        ).scalar()
    engine.dispose()
    assert found == dict.fromkeys(asked, 0) and posted == len(EVERYBODY)
