"""Run as a process by test_letter_crash.py: one life for each step of the letters, ended exactly there by kill -9.

For each death the hour of three members comes; two make a portion, so there are two. Whoever dies leaves their letters to the next.
Arguments: instance folder, database URL, port of the mail server.
"""

import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select, update

from community import create_app
from community.accounts.models import Person
from community.core import clock, outbox, registry
from community.core.database import transaction
from community.core.extensions import db
from community.core.feature import Topic
from community.core.mail import note, post
from community.core.outbox import steps
from community.core.outbox.jobs import Schedule
from community.notifications import actions, inbox
from community.notifications.actions import letters
from community.notifications.models import MailWishes
from config import Settings
from tests.apps import TEST_KEY, TEST_SECRET
from tests.core.crash_lives import BY_CLOCK, BY_MAIL, FIRST_SLOT, HALF_SENT, crash_at, in_a_process, work
from tests.make import Make

BY_PORTION = "community.notifications.subscribers:letters_due"
HALF_PROMISED, HALF_RECORDED = "the hours moved and no letter posted", "its news told and nothing else recorded"
DEATHS = [
    *((step, "schedule") for step in (*steps.OF_SCHEDULING, *steps.OF_PUBLISHING)),
    *((step, BY_CLOCK) for step in steps.OF_DELIVERING),
    *((step, BY_PORTION) for step in (HALF_PROMISED, *steps.OF_DELIVERING)),
    *((step, BY_MAIL) for step in (*steps.OF_ERRANDS, *steps.OF_MAIL, HALF_SENT, HALF_RECORDED, *steps.OF_DELIVERING)),
    *((step, BY_MAIL) for step in steps.OF_FAILING),
]
AT_ONCE, PORTION = 3, 2


def address(number: int, place: int) -> str:
    """Whom the hour comes for at a death; the mail server puts the late ones off once."""
    late = "late-" if DEATHS[number][0] in steps.OF_FAILING and place == 0 else ""
    return f"{late}{number}-{place}@example.org"


def make_app(folder: str, url: str, port: str):
    app = create_app(
        Settings(
            production=False, testing=False, secret_key=TEST_SECRET, encryption_keys=(TEST_KEY,), instance=Path(folder),
            database_url=url, mail_server="127.0.0.1", mail_port=int(port), mail_sender="community@example.org",
            base_url="http://localhost", sweep_seconds=1, rate_limits=False, mail_pause=0,
        )
    )  # fmt: skip
    known = app.extensions["registry"]
    known.mails["test.news"] = lambda person, word: note(
        word, ["News."], "Read it", "http://localhost/there", why="A test."
    )
    known.topics["test.news"] = Topic("test.news", "there is news", ("test.news",), way="letter")
    return app


def fill(app) -> None:
    """Members, and for each of them one thing that is kept for the letter."""
    for number in range(len(DEATHS)):
        with app.app_context(), transaction():
            for place in range(AT_ONCE):
                person = Make().person(email=address(number, place))
                actions.place_letter(person)
                post("test.news", to=person, about=f"thing:{person.id}", word=f"The news of {person.email}")
    app.testing = True
    with app.app_context():
        outbox.drain()
        db.session.remove()
        db.engine.dispose()
    app.testing = False


def let_the_hour_come(app, number: int) -> None:
    """The hour of three; what the schedule of some worker does then."""
    with app.app_context():
        job, _function = registry.of_app().jobs["notifications.letters"]
        Schedule()._begin(job, FIRST_SLOT + number * timedelta(minutes=5))


def move_hours(app, number: int) -> None:
    theirs = select(Person.id).where(Person.email.in_([address(number, place) for place in range(AT_ONCE)]))
    with app.app_context(), transaction():
        come = (
            update(MailWishes)
            .where(MailWishes.person_id.in_(theirs))
            .values(next_at=clock.now() - timedelta(minutes=3))
        )
        db.session.execute(come, execution_options={"synchronize_session": False})


def die_within(step: str) -> None:
    """Die inside a transaction, where no step is named."""
    if step == HALF_PROMISED:
        letters.post_many = _die
    if step == HALF_RECORDED:
        known, ours = actions.letter_went_out, inbox.actions
        ours.letter_went_out = lambda mail, at: (known(mail, at), db.session.flush(), _die())


def _die(*arguments: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_at(app, number: int, step: str, of: str) -> int:
    """Let the hour come, and end whoever comes to the step; returns what ended them."""

    def happen() -> None:
        if of == "schedule":
            crash_at(step, of)
        let_the_hour_come(app, number)

    def deliver() -> None:
        crash_at(step, of)
        die_within(step)
        work(app)

    move_hours(app, number)
    with app.app_context():
        db.engine.dispose()
    died = in_a_process(happen)
    return died if of == "schedule" else in_a_process(deliver)


def main(arguments: list[str]) -> None:
    outbox.delivering.PAUSES = (timedelta(seconds=1),)
    outbox.delivering.MOST_ATTEMPTS = len(DEATHS)
    letters.PORTION = PORTION
    app = make_app(*arguments)
    with app.app_context():
        db.drop_all()
        db.create_all()
    fill(app)
    for number, (step, of) in enumerate(DEATHS):
        print(step, of, die_at(app, number, step, of), sep="\t", flush=True)
    in_a_process(lambda: let_the_hour_come(app, len(DEATHS)))
    in_a_process(lambda: work(app))


if __name__ == "__main__":
    main(sys.argv[1:])
