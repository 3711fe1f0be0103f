"""A small application for the tests of delivery: one feature that counts, mails, sleeps and fails.

Also what the real processes of those tests run: `flask --app tests.core.delivery_app:app worker`, and granian with the same.
DELIVERY_TEST_CRASH="<step>" makes the process kill itself (kill -9) the first time a mail reaches that step.
"""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Flask, request
from sqlalchemy import Column, Integer, MetaData, String, Table, delete

from community import events
from community.app import create_app
from community.core import database, outbox
from community.core.extensions import db
from community.core.feature import Feature, Job
from community.core.mail import CalendarPart, Message, post
from community.core.outbox import steps
from community.core.web.access import public
from config import Settings, new_encryption_key


@dataclass(frozen=True)
class Rang:
    """Somebody rang the bell."""

    word: str


# A table of its own metadata: the migrations are compared with the house's tables alone.
metadata = MetaData()
notes = Table("test_notes", metadata, Column("id", Integer, primary_key=True), Column("word", String(200)))


def note(word: str) -> None:
    """What a subscriber writes down."""
    db.session.execute(notes.insert().values(word=word))


def write_note(event: Rang) -> None:
    if event.word == "broken":
        raise RuntimeError("the pencil broke")
    if event.word.startswith("slow"):
        time.sleep(1.5)
    note(event.word)


def post_mail(event: Rang) -> None:
    if event.word.startswith("mail"):
        post(
            "test.bell",
            to=f"{event.word}@example.org",
            about=event.word,
            word=event.word,
            secret={"link": "s3cret"},
        )


def note_sent(event: events.MailSent) -> None:
    note(f"sent {event.about}")


def note_refused(event: events.MailRefused) -> None:
    note(f"refused {event.about}")


def tick() -> None:
    note("tick")


def compose_bell(person, word: str, link: str = "") -> Message | None:
    if word == "mail-unwanted":
        return None
    if word == "mail-leaking":
        raise RuntimeError(f"cannot use {link}")
    ics = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
    calendar = CalendarPart("REQUEST", ics) if word.startswith("mail-calendar") else None
    return Message("test_bell", {"word": word, "link": link}, calendar=calendar)


blueprint = Blueprint("bell", __name__)


@blueprint.get("/slow/<seconds>")
@public
def slow(seconds: str) -> str:
    time.sleep(float(seconds))
    return "slept"


@blueprint.get("/pid")
@public
def pid() -> str:
    return str(os.getpid())


@blueprint.get("/ring")
@public
def ring() -> str:
    with database.transaction():
        outbox.publish(Rang(request.args["word"]))
    return "rung"


HERE = __name__
FEATURE = Feature(
    name="bell",
    blueprints=(f"{HERE}:blueprint",),
    subscribers=(
        ("Rang", f"{HERE}:write_note"),
        ("Rang", f"{HERE}:post_mail"),
        ("MailSent", f"{HERE}:note_sent"),
        ("MailRefused", f"{HERE}:note_refused"),
    ),
    jobs=(Job("bell.tick", {"minute": "*/10"}, f"{HERE}:tick"),),
    mails={"test.bell": f"{HERE}:compose_bell"},
)


def settings_for(instance: Path, database_url: str = "", **changes) -> Settings:
    """Settings of a throw-away installation."""
    values = {
        "production": False,
        "secret_key": "x" * 40,
        "encryption_keys": (new_encryption_key(),),
        "instance": instance,
        "database_url": database_url or f"sqlite:///{instance / 'community.db'}",
        "rate_limits": False,
        "testing": True,
        "mail_sender": "hello@community.example",
        "community_name": "Alumni",
    }
    return Settings(**(values | changes))


def make_app(settings: Settings) -> Flask:
    """The application, with templates for the test mail and no other feature than accounts."""
    from jinja2 import ChoiceLoader, DictLoader

    from community.accounts import feature as accounts

    bare = Feature(name=accounts.name, models=accounts.models)
    app = create_app(settings, (bare, FEATURE))
    templates = {
        "mail/test_bell/subject.txt": "{{ _('The bell') }}: {{ word }}",
        "mail/test_bell/body.txt": "{{ word }} {{ link }} {{ zone_words() }} {{ base_url }}",
        "mail/test_bell/body.html": "<p lang='{{ locale }}'>{{ word }}</p>",
    }
    app.jinja_env.loader = ChoiceLoader([DictLoader(templates), app.jinja_env.loader])
    return app


def build_tables(app: Flask, *, anew: bool = False) -> None:
    """The tables of the house and of the bell; `anew`: what another test left on the server goes first."""
    with app.app_context():
        for tables in (metadata, db.metadata):
            if anew:
                tables.drop_all(db.engine)
            tables.create_all(db.engine)
        db.engine.dispose()


@contextmanager
def built(settings: Settings, *, anew: bool = False) -> Iterator[Flask]:
    """The application with its tables; a test enters its context."""
    app = make_app(settings)
    build_tables(app, anew=anew)
    yield app
    with app.app_context():
        db.engine.dispose()


def sweep(*tables: object) -> None:
    """Empty some tables, in this order, and let go of what was read."""
    db.session.remove()
    with database.transaction():
        for table in tables:
            db.session.execute(delete(table))


def _crash_at(step: str, marker: Path) -> None:
    def crash(reached: str, carrier: str) -> None:
        if reached == step and not marker.exists():
            marker.write_text(step)
            os.kill(os.getpid(), signal.SIGKILL)

    steps.on_step = crash


def __getattr__(name: str):
    """`app`, made from the environment when a server or worker process asks for it."""
    if name != "app":
        raise AttributeError(name)
    events.Rang = Rang  # this process speaks one word more
    settings = Settings.from_env(os.environ)
    if step := os.environ.get("DELIVERY_TEST_CRASH"):
        _crash_at(step, settings.instance / "crashed")
    globals()["app"] = make_app(settings)
    return globals()["app"]
