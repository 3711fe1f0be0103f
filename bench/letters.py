"""Letters a second, from the hour that comes to the mail server's yes, beside what rendering and SMTP cost alone; and peak memory.

Half of the members have two things kept for their letter; what the rooms have to say comes on top. One worker, one thread.
`python -m bench.letters [members]`: how many letters, at most.
"""

import dataclasses
import logging
import os
import resource
import sys
import time
from typing import Any

from flask import Flask, current_app, url_for
from sqlalchemy import delete, func, insert, select, update

from bench import mail_server
from bench.delivering import Bench, empty
from bench.ways import counted
from community import create_app
from community.accounts.models import Person
from community.core import clock, outbox
from community.core.columns import new_public_id
from community.core.database import transaction
from community.core.extensions import db
from community.core.feature import Feature, Topic
from community.core.mail import Message, OutgoingMail, in_words_of, note
from community.features import FEATURES
from community.notifications import actions, letter, mail
from community.notifications.models import LETTER_MAIL, MailWishes, Notice
from config import Settings

BATCH = 2_000
EACH = 2
Row = dict[str, Any]


def compose(person: Person, word: str) -> Message:
    """What is kept for the letter."""
    page = url_for("home.index", _external=True)
    return note(f"{word} shares something with you", ["It is short."], "Read it", page, why="You know them.")


FEATURE = Feature(
    name="bench letters",
    mails={"bench.news": f"{__name__}:compose"},
    topics=(Topic("bench.news", "somebody shares something", ("bench.news",), way="letter"),),
)


def fill(members: int) -> None:
    """Everybody's hour has come, and something is kept for every second."""
    active = select(Person.id, Person.email).where(Person.standing == "active").order_by(Person.id).limit(members)
    with transaction(write=False):
        people = db.session.execute(active).all()
    for start in range(0, len(people), BATCH):
        with transaction():
            _keep(people[start : start + BATCH])
    with transaction():
        db.session.execute(delete(OutgoingMail).where(OutgoingMail.kind == LETTER_MAIL))
        db.session.execute(delete(outbox.Delivery).where(outbox.Delivery.event == "core.mail.send"))
        asleep = update(MailWishes).values(next_at=clock.now(), letter_at=clock.now())
        db.session.execute(asleep, execution_options={"synchronize_session": False})


def _keep(people: list[Any]) -> None:
    known = set(
        db.session.scalars(select(MailWishes.person_id).where(MailWishes.person_id.in_([one.id for one in people])))
    )
    wishes = [{"person_id": one.id} for one in people if one.id not in known]
    if wishes:
        db.session.execute(insert(MailWishes), wishes)
    theirs = [(one, number) for one in people[::2] for number in range(EACH)]
    mails = [_mail(one.id, one.email, f"news:{time.time_ns()}-{one.id}-{number}") for one, number in theirs]
    made = insert(OutgoingMail).returning(OutgoingMail.id, sort_by_parameter_order=True)
    ids = db.session.scalars(made, mails)
    notices = [_notice(one.id, mail_id) for (one, _number), mail_id in zip(theirs, ids, strict=True)]
    db.session.execute(insert(Notice), notices)


def _mail(person_id: int, email: str, about: str) -> Row:
    kept: Row = {"kind": "bench.news", "recipient": f"p:{person_id}", "about": about, "person_id": person_id}
    return kept | {"address": email, "message_id": f"<{about}@bench>", "context": {"word": "Ana"}, "state": "kept"}


def _notice(person_id: int, mail_id: int) -> Row:
    kept: Row = {"person_id": person_id, "mail_id": mail_id, "topic": "bench.news", "thing": f"news:{mail_id}"}
    return kept | {"title": "Ana shares something with you", "way": "letter", "public_id": new_public_id()}


def promise() -> float:
    """Every portion, until nobody waits; seconds."""
    begun = time.perf_counter()
    while True:
        with transaction():
            empty_chain = actions.promise_letters(clock.now())
        if not empty_chain:
            return time.perf_counter() - begun


def main() -> None:
    """Measure, and print the table."""
    logging.disable(logging.CRITICAL)
    members = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with mail_server.running() as server:
        settings = dataclasses.replace(Settings.from_env(os.environ), mail_server="127.0.0.1", mail_port=server.port)
        app = create_app(settings, (*FEATURES, FEATURE))
        with app.app_context():
            fill(members)
            empty()
            measure(app, server, members)


def measure(app: Flask, server: mail_server.MailServer, members: int) -> None:
    """One evening of letters."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    promising = promise()
    cpu, begun, served = time.process_time(), time.perf_counter(), server.cpu()
    with counted() as asked:
        tried = outbox.drain()
    seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
    with transaction(write=False):
        of_letters = select(OutgoingMail.state, func.count()).where(OutgoingMail.kind == LETTER_MAIL)
        states = dict(db.session.execute(of_letters.group_by(OutgoingMail.state)).all())
        person = db.session.scalars(select(Person).where(Person.standing == "active").limit(1)).one()
    letters = sum(states.values())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    render, smtp = bare(server, person)
    sent = states.get("sent", 0)
    print(f"\nletters of {letters} members: {letters / promising:.0f} promised a second")
    print(
        f"{letters / seconds:.0f} composed a second, {sent / seconds:.0f} of them sent ({states}, {tried} deliveries); "
        f"CPU {cpu / letters * 1000:.2f} ms, {asked['all'] / letters:.1f} statements, {asked['commit'] / letters:.1f} commits each"
    )
    print(f"bare: rendering {1 / render:.0f} a second, SMTP {1 / smtp:.0f} a second")
    print(
        f"memory: {before:.0f} MB before, {peak:.0f} MB at most; mail server {(server.cpu() - served) / max(sent, 1) * 1000:.2f} ms a letter"
    )


def bare(server: mail_server.MailServer, person: Person, times: int = 300) -> tuple[float, float]:
    """Seconds of rendering one letter's three templates, and of handing one over."""
    lines = [
        letter.Line("people", f"Ana {n} shares something with you", "http://localhost/", clock.now()) for n in range(2)
    ]
    found = letter.arrange({"people": lines})
    with in_words_of(person):
        message = mail._message(found, "week")
        context = {**message.context, "person": person, "why": message.why, "community_name": "Alumni", "base_url": ""}
        context |= {"kind": LETTER_MAIL, "locale": "en", "text_direction": "ltr", "subject": "x"}
        begun = time.perf_counter()
        for _ in range(times):
            for part in ("subject.txt", "body.txt", "body.html"):
                current_app.jinja_env.get_template(f"mail/{message.template}/{part}").render(context)
        render = (time.perf_counter() - begun) / times
    bench = Bench(server.port)
    begun = time.perf_counter()
    bench.hand_over(times)
    return render, (time.perf_counter() - begun) / times


if __name__ == "__main__":
    main()
