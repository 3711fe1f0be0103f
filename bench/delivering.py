"""Deliveries and mails a second, beside what rendering, SMTP and one commit cost when one does nothing else.

The mail server is a process of its own (`bench.mail_server`) and works on the other core; its processor time is printed, so that
nobody takes it for ours. Everything of ours runs in this one process and thread. Ways are measured in turns of a moment each.
"""

import dataclasses
import logging
import os
import smtplib
import time
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from itertools import count
from typing import Any

from flask import Flask, current_app, url_for
from sqlalchemy import Column, Integer, MetaData, String, Table, delete, insert, select

from bench import mail_server
from bench.ways import A_TURN, TURNS, Way, memory, show
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
    real = dataclasses.replace(Settings.from_env(os.environ), production=True, demo=False)
    settings = dataclasses.replace(real, mail_server="127.0.0.1", mail_port=port)
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
            show(ways)
            each = (server.cpu() - before) / sent * 1000
            print(f"the mail server is a process of its own: {each:.2f} ms CPU a mail; our memory: {memory():.0f} MB")


if __name__ == "__main__":
    main()
