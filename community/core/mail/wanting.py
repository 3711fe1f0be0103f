"""Whether a promised mail is still wanted: asked of the feature that composes it, each time before it is told, mailed or put into a letter."""

from dataclasses import dataclass
from typing import Any

from werkzeug.utils import import_string

from community.core import registry
from community.core.extensions import db
from community.core.mail.message import Message
from community.core.mail.models import OutgoingMail
from community.core.outbox.delivering import describe

# Who a mail is for is known by name only: accounts stands above core.
PERSON = "community.accounts.models:Person"


@dataclass(frozen=True, slots=True)
class Unwanted:
    """It is not to be sent, and why."""

    reason: str


class CannotCompose(Exception):
    """A composer or template failed. Says why, without the secrets the mail carries."""


def person_of(mail: OutgoingMail) -> Any:
    """Whom a mail is for, or None: somebody without an account, or who is no longer here."""
    return db.session.get(import_string(PERSON), mail.person_id) if mail.person_id else None


def wanted(mail: OutgoingMail, person: Any) -> Message | Unwanted:
    """What a mail has to say now, as its feature composes it. Call it within in_words_of(person); raises CannotCompose."""
    if person is None and mail.recipient.startswith("p:"):
        return Unwanted("This person is no longer here.")
    composer = registry.of_app().mails.get(mail.kind)
    if composer is None:
        return Unwanted("This release no longer sends this kind of mail.")
    secret = mail.secret_context or {}
    try:
        message: Message | None = composer(person, **mail.context, **secret)
    except Exception as error:
        raise cannot_compose(mail, error) from None
    return message if message is not None else Unwanted("No longer wanted.")


def cannot_compose(mail: OutgoingMail, error: Exception) -> CannotCompose:
    """The same failure in words without the mail's secrets, with its traceback."""
    words = describe(error)
    for value in (mail.secret_context or {}).values():
        if str(value):
            words = words.replace(str(value), "…")
    return CannotCompose(words).with_traceback(error.__traceback__)
