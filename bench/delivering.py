"""Deliveries and mails a second, beside what rendering, SMTP and one commit cost when one does nothing else.

The mail server is a process of its own (`bench.mail_server`) and works on the other core; its processor time is printed, so that
nobody takes it for ours. Everything of ours runs in this one process and thread. Ways are measured in turns of a moment each.
"""

import dataclasses
import logging
import os
import resource
import smtplib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from itertools import count
from typing import Any

from flask import Flask, current_app, url_for
from sqlalchemy import Column, Engine, Integer, MetaData, String, Table, delete, event, insert, select

from bench import mail_server
from community import create_app, events
from community.accounts.models import Person
from community.core import outbox
from community.core.database import transaction
from community.core.extensions import db
from community.core.feature import Feature, Topic, Urgency
from community.core.mail import Message, in_words_of, note, post
from community.core.mail.models import OutgoingMail
from community.features import FEATURES
from config import Settings

HERE = __name__
TURNS, A_TURN = 12, 50
notes = Table("bench_notes", MetaData(), Column("id", Integer, primary_key=True), Column("word", String(200)))


@dataclass(frozen=True)
class Rang:
    """Somebody rang the bell."""

    word: str


def write_note(event: Rang) -> None:
    """A plain subscriber: it writes one row."""
    db.session.execute(insert(notes).values(word=event.word))


def compose(person: Any, word: str) -> Message:
    """A mail like most: a headline, a line, a button, why it came."""
    return note(
        f"{person.name}, the bell rang: {word}",
        ["It rang once, and somebody waits for your answer."],
        "Answer",
        url_for("home.index", _external=True),
        why="You get this because somebody rang your bell.",
    )


FEATURE = Feature(
    name="bench",
    subscribers=(("Rang", f"{HERE}:write_note"),),
    mails={"bench.bell": f"{HERE}:compose"},
    topics=(Topic("bench", "the bell rings", ("bench.bell",), Urgency.REQUEST),),
)


@dataclass
class Way:
    """One way to do something many times, and what was measured of it."""

    work: Callable[[int], None]
    prepare: Callable[[int], None] = lambda number: None
    bare: tuple[str, ...] = ()
    times: int = 0
    seconds: float = 0.0
    cpu: float = 0.0
    statements: float = 0.0
    transactions: float = 0.0

    def turn(self, number: int) -> None:
        """Do it so many times."""
        self.prepare(number)
        cpu, begun = time.process_time(), time.perf_counter()
        self.work(number)
        self.seconds += time.perf_counter() - begun
        self.cpu += time.process_time() - cpu
        self.times += number

    def warm_up(self) -> None:
        """What only first times do, and the statements and transactions of later ones."""
        self.prepare(A_TURN)
        self.work(A_TURN)
        self.prepare(A_TURN)
        with counted() as found:
            self.work(A_TURN)
        begun = found["BEGIN"]
        self.statements, self.transactions = (found["all"] - begun) / A_TURN, (found["commit"]) / A_TURN

    @property
    def per_second(self) -> float:
        """How often a second."""
        return self.times / self.seconds


@contextmanager
def counted() -> Iterator[dict[str, int]]:
    """Statements and commits of what happens inside."""
    found = {"all": 0, "BEGIN": 0, "commit": 0}

    def statement(connection: Any, cursor: Any, words: str, *_: Any) -> None:
        found["all"] += 1
        found["BEGIN"] += words.startswith("BEGIN")

    def commit(connection: Any) -> None:
        found["commit"] += 1

    event.listen(Engine, "before_cursor_execute", statement)
    event.listen(Engine, "commit", commit)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", statement)
        event.remove(Engine, "commit", commit)


class Bench:
    """The ways that are compared, on one database."""

    def __init__(self, port: int) -> None:
        self.line = smtplib.SMTP("127.0.0.1", port)
        self.number = count(int(time.time()) * 1000)
        active = select(Person).where(Person.standing == "active").order_by(Person.id)
        with transaction(write=False):
            self.people = list(db.session.scalars(active.limit((TURNS + 4) * A_TURN)))
        self.prepared = self.prepare_mail()

    def ways(self) -> dict[str, Way]:
        """What is measured; `bare` says beside what."""
        return {
            "commit one row (bare)": Way(self.commit),
            "render a mail (bare)": Way(self.render),
            "SMTP, one connection (bare)": Way(self.hand_over),
            "deliveries": Way(drain, self.ring, ("commit one row (bare)",)),
            "mails posted": Way(self.post, lambda number: empty(), ("commit one row (bare)",)),
            "mails, posted to sent": Way(
                self.post_and_send,
                lambda number: empty(),
                ("render a mail (bare)", "SMTP, one connection (bare)"),
            ),
        }

    def commit(self, number: int) -> None:
        """One row, written and committed: what no delivery can do without."""
        for _ in range(number):
            with db.engine.begin() as connection:
                connection.execute(insert(notes), {"word": "bare"})

    def render(self, number: int) -> None:
        """The templates of a mail, its languages and zones set once."""
        person = self.people[0]
        with in_words_of(person):
            message = compose(person, "once")
            context = {**message.context, "person": person, "why": message.why, "community_name": "Alumni"}
            context |= {"base_url": "", "kind": "bench.bell", "locale": "en", "text_direction": "ltr", "subject": "x"}
            for _ in range(number):
                for part in ("subject.txt", "body.txt", "body.html"):
                    current_app.jinja_env.get_template(f"mail/{message.template}/{part}").render(context)

    def prepare_mail(self) -> bytes:
        """A mail of about the size of ours, as bytes."""
        made = EmailMessage(policy=SMTP)
        made["From"], made["To"], made["Subject"] = "a@bench.example", "b@bench.example", "The bell rang"
        made.set_content("It rang once.\n" * 30)
        made.add_alternative("<p>It rang once, and somebody waits for your answer.</p>\n" * 60, subtype="html")
        return made.as_bytes()

    def hand_over(self, number: int) -> None:
        """Prepared mails over one connection that stays open."""
        for _ in range(number):
            self.line.sendmail("a@bench.example", ["b@bench.example"], self.prepared)

    def ring(self, number: int) -> None:
        """Something happens so many times, each in a transaction of its own."""
        empty()
        for _ in range(number):
            with transaction():
                outbox.publish(Rang(f"once {next(self.number)}"))

    def post(self, number: int) -> None:
        """Promise so many mails, each in a transaction of its own, to people by turns."""
        for _ in range(number):
            one = next(self.number)
            with transaction():
                post("bench.bell", to=self.people[one % len(self.people)], about=f"bell:{one}", word=f"no. {one}")

    def post_and_send(self, number: int) -> None:
        """The whole way, until the server has taken every one."""
        self.post(number)
        drain(number)
        with transaction(write=False):
            newest = select(OutgoingMail.state).order_by(OutgoingMail.id.desc()).limit(number)
            states = set(db.session.scalars(newest))
        if states != {"sent"}:
            raise SystemExit(f"mails were not sent: {states}")


def empty() -> None:
    """Whatever waits is not this turn's work."""
    with transaction():
        db.session.execute(delete(outbox.Delivery).where(outbox.Delivery.state == "waiting"))


def drain(number: int) -> None:
    """Carry out all that is due."""
    if outbox.drain() < number:
        raise SystemExit("the outbox had less to do than was published")


def make_app(port: int) -> Flask:
    """The whole application with a bell, a mail server, and no queue: drain() is asked to deliver."""
    events.Rang = Rang  # type: ignore[attr-defined]
    server = {"mail_server": "127.0.0.1", "mail_port": port}
    settings = dataclasses.replace(Settings.from_env(os.environ), production=True, demo=False, **server)
    return create_app(settings, (*FEATURES, FEATURE))


def main() -> None:
    """Measure in turns, and print the table."""
    logging.disable(logging.CRITICAL)
    with mail_server.running() as server:
        app = make_app(server.port)
        with app.app_context():
            notes.create(db.engine, checkfirst=True)
            ways = Bench(server.port).ways()
            for way in ways.values():
                way.warm_up()
            before, sent = server.cpu(), -ways["SMTP, one connection (bare)"].times
            for _ in range(TURNS):
                for way in ways.values():
                    way.turn(A_TURN)
            sent += ways["SMTP, one connection (bare)"].times + ways["mails, posted to sent"].times
            show(ways, (server.cpu() - before) / sent)


def show(ways: dict[str, Way], server_cpu: float) -> None:
    """Print the table."""
    print(f"\n{'delivery':30}{'a second':>10}{'of bare':>10}{'CPU ms':>9}{'statements':>12}{'commits':>9}")
    for name, way in ways.items():
        bare = sum(1 / ways[one].per_second for one in way.bare)
        share = f"{bare * way.per_second:10.2f}" if way.bare else f"{'':10}"
        print(
            f"{name:30}{way.per_second:10.0f}{share}{way.cpu / way.times * 1000:9.2f}"
            f"{way.statements:12.1f}{way.transactions:9.1f}"
        )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"the mail server is a process of its own: {server_cpu * 1000:.2f} ms CPU a mail; our memory: {memory:.0f} MB"
    )


if __name__ == "__main__":
    main()
