"""The errand of a mail: compose it, give it to the mail server, write down what the server said.

Between the server's "250 accepted" and our commit lies one short write transaction. A crash exactly there sends the
mail again with the same Message-ID, which receivers recognise; every other step can be repeated without a trace.
"""

from typing import Any

from sqlalchemy import update
from werkzeug.utils import import_string

from community.core import clock, registry
from community.core.extensions import db
from community.core.mail.composing import ComposedMail, compose, in_words_of
from community.core.mail.models import OutgoingMail
from community.core.mail.transport import CARRIER, hand_to_server
from community.core.outbox import pauses
from community.core.outbox.delivering import describe
from community.core.outbox.errands import Errand
from community.core.outbox.payload import event_class
from community.core.outbox.publishing import publish

# Who a mail is for is known by name only: accounts stands above core.
PERSON = "community.accounts.models:Person"


class Outcome:
    """What became of a mail: a state, a reason where it was not sent, and the address it was for."""

    def __init__(self, state: str, reason: str | None = None, address: str | None = None) -> None:
        self.state, self.reason, self.address = state, reason, address


class CannotCompose(Exception):
    """A composer or template failed. Says why, without the secrets the mail carries."""


def prepare(payload: dict[str, Any]) -> ComposedMail | Outcome | None:
    """Compose the mail; an Outcome when it is not to be sent, None when it is over already."""
    mail = db.session.get(OutgoingMail, payload["mail_id"])
    if mail is None or mail.state not in {"waiting", "failed"}:
        return None
    person = db.session.get(import_string(PERSON), mail.person_id) if mail.person_id else None
    if person is None and mail.recipient.startswith("p:"):
        return Outcome("dropped", "This person is no longer here.")
    address = _goes_to(mail, person)
    if person is not None and person.email_bounced_at and address.lower() == person.email:
        return Outcome("dropped", "Mail to this address came back before.")
    composer = registry.of_app().mails.get(mail.kind)
    if composer is None:
        return Outcome("dropped", "This release no longer sends this kind of mail.")
    secret = mail.secret_context or {}
    try:
        with in_words_of(person):
            message = composer(person, **mail.context, **secret)
            return (
                compose(mail, person, message, address)
                if message is not None
                else Outcome("dropped", "No longer wanted.")
            )
    except Exception as error:
        raise CannotCompose(_without(secret, describe(error))).with_traceback(error.__traceback__) from None


def carry_out(prepared: ComposedMail | Outcome | None) -> Outcome | None:
    """Give the mail to the server, in no transaction: a slow server must hold no lock."""
    if not isinstance(prepared, ComposedMail):
        return prepared
    refusal = hand_to_server(prepared)
    known_as = prepared.known_as
    return Outcome("refused", refusal, known_as) if refusal else Outcome("sent", address=known_as)


def record(payload: dict[str, Any], outcome: Outcome | None) -> None:
    """Write down the outcome and tell the features: MailSent or MailRefused."""
    if outcome is None:
        return
    mail = db.session.get(OutgoingMail, payload["mail_id"])
    if mail is None:
        return
    mail.state, mail.error, mail.secret_context = outcome.state, outcome.reason, None
    mail.address = outcome.address or mail.address
    told: dict[str, Any] = {
        "mail_id": mail.id,
        "kind": mail.kind,
        "about": mail.about,
        "person_id": mail.person_id,
    }
    if outcome.state in {"sent", "refused"}:
        pauses.end(CARRIER)  # the server answers
    if outcome.state == "sent":
        mail.sent_at = clock.now()
        publish(event_class("MailSent")(**told))
    elif outcome.state == "refused":
        publish(event_class("MailRefused")(**told, reason=outcome.reason))


def gave_up(payload: dict[str, Any], error: str) -> None:
    """The delivery is dead: say so at the mail. Its secret stays, for the coordinator may try again."""
    failed = update(OutgoingMail).where(OutgoingMail.id == payload["mail_id"], OutgoingMail.state == "waiting")
    db.session.execute(failed.values(state="failed", error=error))


def _goes_to(mail: OutgoingMail, person: Any) -> str:
    """Mail to a person goes where they are now: a link signed at this moment is not for the owner of their old address."""
    own = person is not None and mail.recipient.startswith("p:")
    return str(person.email) if own else mail.address


def _without(secret: dict[str, Any], words: str) -> str:
    for value in secret.values():
        if str(value):
            words = words.replace(str(value), "…")
    return words


send = Errand(prepare=prepare, carry_out=carry_out, record=record, gave_up=gave_up)
