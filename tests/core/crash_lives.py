"""Run as a process by test_crash.py: one life for each step of a delivery, ended exactly there by kill -9.

The processes are forked from this one, so that many deaths cost seconds and not minutes; each opens connections, a
queue and a worker of its own. Whoever dies leaves its work to the next; the last one brings everything to its end.
Arguments: instance folder, database URL, port of the mail server, address of the queue ("" for the usual one).
"""

import os
import select
import signal
import smtplib
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from community import events
from community.core import clock, outbox
from community.core.database import transaction
from community.core.extensions import db
from community.core.mail import sending
from community.core.outbox import steps
from community.core.outbox.delivering import Hopeless, NotYet
from community.core.outbox.jobs import Schedule
from community.core.outbox.worker import Worker
from tests.core import delivery_app
from tests.core.delivery_app import Rang, make_app, settings_for

BY_EVENT = "tests.core.delivery_app:post_mail"
BY_CLOCK = "core.job"
BY_MAIL = "core.mail.send"
HALF_SENT, UNHEARD = "half of the mail sent", "all of the mail sent, and the server's yes not heard"
# What happens only where something else is arranged: see ARRANGED.
BY_QUEUE, IN_PASSING, TOO_EARLY, GIVEN_UP, STARTING = "queue", "in passing", "too early", "given up", "start"

# (where it ends, of what): every step of publishing, of the clock, of a subscriber, of a job, of a mail, and of a worker.
DEATHS = [
    *((step, "publisher") for step in steps.OF_PUBLISHING),
    *((step, "schedule") for step in (*steps.OF_SCHEDULING, *steps.OF_PUBLISHING)),
    *((step, carrier) for carrier in (BY_EVENT, BY_CLOCK) for step in steps.OF_DELIVERING),
    *((step, BY_MAIL) for step in (*steps.OF_ERRANDS, *steps.OF_MAIL, HALF_SENT, UNHEARD)),
    *((step, STARTING) for step in steps.OF_STARTING),  # whoever died before these has left a claim
    *((step, BY_MAIL) for step in (*steps.OF_DELIVERING, *steps.OF_FAILING)),
    *((step, BY_QUEUE) for step in steps.OF_THE_QUEUE),
    *((step, IN_PASSING) for step in steps.OF_PASSING),
    *((step, TOO_EARLY) for step in steps.OF_PUTTING_OFF),
    *((step, GIVEN_UP) for step in steps.OF_FAILING),
]
FIRST_SLOT = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
PATIENCE = 60
WARM = "mail-warm"


def settings(arguments: list[str]):
    folder, url, port, queue_url = arguments
    plain = {
        "testing": False,
        "sweep_seconds": 1,
        "mail_server": "127.0.0.1",
        "mail_port": int(port),
        "queue_url": queue_url,
    }
    key = ("A" * 43 + "=",)
    return settings_for(Path(folder), url, encryption_keys=key, **plain)


def crash_at(step: str, of: str) -> None:
    """Die, without a word, when somebody reaches a step."""
    wanted, arrange = ARRANGED.get(of, (of, None))

    def die(reached: str, carrier: str) -> None:
        if reached == step and wanted in {carrier, "publisher", "schedule"}:
            os.kill(os.getpid(), signal.SIGKILL)

    steps.on_step = die
    if arrange is not None:
        arrange()
    outbox.delivering.deliver = one_at_a_time(outbox.delivering.deliver)
    if step in {HALF_SENT, UNHEARD}:
        smtplib.SMTP.send = send_half if step == HALF_SENT else send_and_not_hear  # type: ignore[method-assign]


def one_at_a_time(work: Callable[[int], bool]) -> Callable[[int], bool]:
    """So that exactly one delivery is under way when the process dies, and the sum of mails is known."""
    lock = threading.Lock()

    def alone(delivery_id: int) -> bool:
        with lock:
            return work(delivery_id)

    return alone


def send_half(line: smtplib.SMTP, words: bytes | str) -> None:
    """Of the long message only the beginning, and no more."""
    data = words.encode() if isinstance(words, str) else words
    assert line.sock is not None
    if len(data) < 200:
        line.sock.sendall(data)
        return
    line.sock.sendall(data[: len(data) // 2])
    os.kill(os.getpid(), signal.SIGKILL)


def send_and_not_hear(line: smtplib.SMTP, words: bytes | str) -> None:
    """The whole of the long message; and when the answer is there, nobody reads it."""
    data = words.encode() if isinstance(words, str) else words
    assert line.sock is not None
    line.sock.sendall(data)
    if len(data) >= 200:
        select.select([line.sock], [], [], PATIENCE)
        os.kill(os.getpid(), signal.SIGKILL)


def the_queue_alone() -> None:
    """No sweep: what is delivered came out of the queue."""
    outbox.worker.drain = lambda limit: 0


def the_sweep_alone() -> None:
    """Nothing comes out of the queue: one drain has all deliveries before it."""
    outbox.queue._deliver = lambda delivery_id: None


def it_is_too_early() -> None:
    def not_yet(*arguments: object, **values: object) -> None:
        raise NotYet(clock.now() + timedelta(seconds=1))

    delivery_app.post = not_yet


def the_server_will_never_take_it() -> None:
    def refuse(composed: object) -> None:
        raise Hopeless("We never take such mail.")

    sending.hand_to_server = refuse


# What a death is of, where it is not the name of a carrier: whose step it is, and what makes somebody come to it.
ARRANGED: dict[str, tuple[str, Callable[[], None] | None]] = {
    BY_QUEUE: ("queue", the_queue_alone),
    IN_PASSING: (BY_EVENT, the_sweep_alone),
    TOO_EARLY: (BY_EVENT, it_is_too_early),
    GIVEN_UP: (BY_MAIL, the_server_will_never_take_it),
}


def in_a_process(work: Callable[[], None]) -> int:
    """Run `work` in a forked process; returns the signal that ended it, or 0."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    _pid, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def publish(app, word: str) -> None:
    """What the web process does: publish, commit, hand over."""
    with app.app_context(), transaction():
        outbox.publish(Rang(word))


def strike(app, number: int) -> None:
    """What the clock does: the slot of a job, written by the schedule of some worker."""
    with app.app_context():
        job, _function = app.extensions["registry"].jobs["bell.tick"]
        Schedule()._begin(job, FIRST_SLOT + number * timedelta(minutes=10))


def work(app) -> None:
    """A worker that goes home when everything is delivered."""
    worker = Worker(app, threads=2)
    worker.schedule.look = list  # type: ignore[method-assign]  # the clock strikes above, and only there
    threading.Thread(target=go_home_when_done, args=(app, worker), daemon=True).start()
    worker.run()


def go_home_when_done(app, worker: Worker) -> None:
    until = time.monotonic() + PATIENCE
    while not worker.stopping.wait(0.05):
        with app.app_context(), transaction(write=False):
            if outbox.health().waiting == 0 or time.monotonic() > until:
                worker.stop()


def word_of(number: int) -> str:
    """What a death is remembered by; the mail server puts the late ones off once."""
    is_late = DEATHS[number][0] in steps.OF_FAILING and DEATHS[number][1] == BY_MAIL
    return f"mail-late-{number}" if is_late else f"mail-{number}"


def try_again(app) -> int:
    """What a coordinator does about what was given up; returns how many deliveries that is."""
    with app.app_context():
        with transaction():
            given_up = outbox.retry_all()
        db.engine.dispose()
    return given_up


def die_at(app, number: int, step: str, of: str) -> int:
    """Let something happen, and end whoever comes to the step; returns what ended them."""

    def happen() -> None:
        if of in {"publisher", "schedule"}:
            crash_at(step, of)
        if of in {"schedule", BY_CLOCK}:
            strike(app, number)
        else:
            publish(app, word_of(number))

    def deliver() -> None:
        crash_at(step, of)
        work(app)

    died = in_a_process(happen)
    return died if of in {"publisher", "schedule"} else in_a_process(deliver)


def warm_up(app) -> None:
    """Deliver one mail before the first fork: what every life would compile anew is compiled."""
    app.testing = True
    publish(app, WARM)
    with app.app_context():
        outbox.drain()
        db.session.remove()
        db.engine.dispose()
    app.testing = False


def main(arguments: list[str]) -> None:
    events.Rang = Rang
    outbox.delivering.PAUSES = (timedelta(seconds=1),)
    outbox.delivering.MOST_ATTEMPTS = len(DEATHS)  # an unlucky one is at hand when many die
    app = make_app(settings(arguments))
    warm_up(app)
    for number, (step, of) in enumerate(DEATHS):
        print(step, of, die_at(app, number, step, of), sep="\t", flush=True)
    in_a_process(lambda: work(app))
    print("given up", try_again(app), sep="\t", flush=True)
    in_a_process(lambda: work(app))


if __name__ == "__main__":
    main(sys.argv[1:])
