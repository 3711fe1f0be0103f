"""Letters a second, from the hour that comes to the mail server's yes, beside what rendering and SMTP cost alone; and peak memory.

Half of the members have two things kept for their letter; what the rooms have to say comes on top. One worker, one thread.
`python -m bench.letters [members]`: how many letters, at most; 100,000 unless said. Memory is read after a tenth of them and after all:
it must not grow with their number.
"""

import dataclasses
import logging
import os
import sys
import time
from typing import Any

from flask import current_app, url_for
from sqlalchemy import delete, func, insert, select, update

from bench import mail_server
from bench.delivering import Bench, empty
from bench.ways import counted, memory_now
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
    last = 0
    for start in range(0, members, BATCH):
        with transaction():
            last = _keep(last, min(BATCH, members - start))
    with transaction():
        db.session.execute(delete(OutgoingMail).where(OutgoingMail.kind == LETTER_MAIL))
        db.session.execute(delete(outbox.Delivery).where(outbox.Delivery.event == "core.mail.send"))
        due = update(MailWishes).where(MailWishes.person_id <= last).values(next_at=clock.now(), letter_at=clock.now())
        db.session.execute(due, execution_options={"synchronize_session": False})


def _keep(after: int, most: int) -> int:
    """The next few active members; returns the last of them."""
    active = select(Person.id, Person.email).where(Person.standing == "active", Person.id > after)
    people = db.session.execute(active.order_by(Person.id).limit(most)).all()
    if not people:
        return after
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
    return int(people[-1].id)


def _mail(person_id: int, email: str, about: str) -> Row:
    kept: Row = {"kind": "bench.news", "recipient": f"p:{person_id}", "about": about, "person_id": person_id}
    return kept | {"address": email, "message_id": f"<{about}@bench>", "context": {"word": "Ana"}, "state": "kept"}


def _notice(person_id: int, mail_id: int) -> Row:
    kept: Row = {"person_id": person_id, "mail_id": mail_id, "topic": "bench.news", "thing": f"news:{mail_id}"}
    return kept | {"title": "Ana shares something with you", "way": "letter", "public_id": new_public_id()}


def promise() -> int:
    """Every portion, until nobody waits; how many letters."""
    promised = 0
    while True:
        with transaction():
            portion = actions.promise_letters(clock.now())
        if not portion:
            return promised
        promised += portion


def main() -> None:
    """Measure, and print the table."""
    logging.disable(logging.CRITICAL)
    members = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with mail_server.running() as server:
        real = dataclasses.replace(Settings.from_env(os.environ), production=True, demo=False)
        settings = dataclasses.replace(real, mail_server="127.0.0.1", mail_port=server.port)
        app = create_app(settings, (*FEATURES, FEATURE))
        with app.app_context():
            fill(members)
            empty()
            measure(server)


def measure(server: mail_server.MailServer) -> None:
    """One evening of letters."""
    begun_with = memory_now()
    cpu, begun = time.process_time(), time.perf_counter()
    letters = promise()
    report("promised", letters, time.perf_counter() - begun, time.process_time() - cpu)
    cpu, begun, served = time.process_time(), time.perf_counter(), server.cpu()
    with counted() as asked:
        tried = outbox.drain(letters // 10)
        after_a_tenth = memory_now()
        tried += outbox.drain()
    seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
    states = states_of_letters()
    sent = states.get("sent", 0)
    report("composed", letters, seconds, cpu)
    report("sent", sent, seconds, cpu)
    print(
        f"each: {asked['all'] / letters:.1f} statements, {asked['commit'] / letters:.1f} commits; {states}, {tried} deliveries"
    )
    render, smtp = bare(server)
    each = (server.cpu() - served) / max(sent, 1) * 1000
    print(
        f"bare: rendering {1 / render:.0f} a second, SMTP {1 / smtp:.0f} a second; the mail server {each:.2f} ms CPU a letter"
    )
    print(
        f"memory: {begun_with:.0f} MB before, {after_a_tenth:.0f} after a tenth, {memory_now():.0f} after all",
        flush=True,
    )


def report(what: str, number: int, seconds: float, cpu: float) -> None:
    """How many a second, by the clock and by the processor."""
    each = cpu / max(number, 1)
    print(
        f"{number} letters {what}: {number / seconds:.0f} a second, {1 / each:.0f} per CPU second ({each * 1000:.2f} ms each)"
    )


def states_of_letters() -> dict[str, int]:
    """What became of them."""
    of_letters = select(OutgoingMail.state, func.count()).where(OutgoingMail.kind == LETTER_MAIL)
    with transaction(write=False):
        return dict(db.session.execute(of_letters.group_by(OutgoingMail.state)).all())  # type: ignore[arg-type]


def bare(server: mail_server.MailServer, times: int = 300) -> tuple[float, float]:
    """Seconds of rendering one letter's three templates, and of handing one over."""
    with transaction(write=False):
        person = db.session.scalars(select(Person).where(Person.standing == "active").limit(1)).one()
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
