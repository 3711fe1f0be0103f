"""Whether a promised mail is still wanted: asked of the feature that composes it, each time before it is told, mailed or put into a letter."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from traceback import walk_tb
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.exc import DBAPIError
from werkzeug.utils import import_string

from community.core import registry
from community.core.extensions import db
from community.core.mail.message import Message
from community.core.mail.models import OutgoingMail
from community.core.outbox.delivering import Hopeless

# Who a mail is for is known by name only: accounts stands above core.
PERSON = "community.accounts.models:Person"
OURS, OUR_FOLDERS = Path(__file__).parents[3], ("community", "templates")


@dataclass(frozen=True, slots=True)
class Unwanted:
    """It is not to be sent, and why."""

    reason: str


class CannotCompose(Exception):
    """A composer or template failed. Says what kind of error it was and where, never its words: they may be private ones."""


def mail_and_person(mail_id: int) -> tuple[OutgoingMail | None, Any]:
    """A mail, and whom it is for, or None: somebody without an account, or who is no longer here."""
    found = db.session.execute(_mail_and_person(), {"mail_id": mail_id}).one_or_none()
    return (found[0], found[1]) if found is not None else (None, None)


@cache
def _mail_and_person() -> Any:
    person = import_string(PERSON)
    found = select(OutgoingMail, person).outerjoin(person, person.id == OutgoingMail.person_id)
    return found.where(OutgoingMail.id == bindparam("mail_id"))


def wanted(mail: OutgoingMail, person: Any) -> Message | Unwanted:
    """What a mail has to say now, as its feature composes it. Call it within in_words_of(person); raises CannotCompose."""
    if person is None and mail.recipient.startswith("p:"):
        return Unwanted("This person is no longer here.")
    composer = registry.of_app().mails.get(mail.kind)
    if composer is None:
        return Unwanted("This release no longer sends this kind of mail.")
    secret = mail.secret_context or {}
    with composing():
        message: Message | None = composer(person, **mail.context, **secret)
    return message if message is not None else Unwanted("No longer wanted.")


@contextmanager
def composing() -> Iterator[None]:
    """Whatever fails inside is a failure to compose, but for an address nothing can be sent to, and trouble of the database: that is
    no fault of this mail, and on PostgreSQL nothing more can be asked in its transaction."""
    try:
        yield
    except (CannotCompose, Hopeless, DBAPIError):
        raise
    except Exception as error:
        words = f"{type(error).__name__} in {_place_of(error)}"
        raise CannotCompose(words).with_traceback(error.__traceback__) from None


def _place_of(error: Exception) -> str:
    """Where it happened: the innermost line of ours, or of another's file by its name."""
    lines = [(Path(frame.f_code.co_filename), number) for frame, number in walk_tb(error.__traceback__)]
    for path, number in reversed(lines):
        if path != Path(__file__) and any(path.is_relative_to(OURS / folder) for folder in OUR_FOLDERS):
            return f"{path.relative_to(OURS).as_posix()}, line {number}"
    return f"{lines[-1][0].name}, line {lines[-1][1]}"
