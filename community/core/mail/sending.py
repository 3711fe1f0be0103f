"""The errand of a mail: compose it, give it to the mail server, write down what the server said.

Between the server's "250 accepted" and our commit lies one short write transaction. A crash exactly there sends the
mail again with the same Message-ID, which receivers recognise; every other step can be repeated without a trace.
"""

from typing import Any

from sqlalchemy import Table, bindparam, func, update

from community.core import clock
from community.core.extensions import db
from community.core.mail import inbox
from community.core.mail.composing import ComposedMail, compose, in_words_of
from community.core.mail.message import Message
from community.core.mail.models import OutgoingMail
from community.core.mail.transport import CARRIER, hand_to_server
from community.core.mail.wanting import Unwanted, composing, mail_and_person, wanted
from community.core.outbox import pauses
from community.core.outbox.delivering import NotYet
from community.core.outbox.errands import Errand
from community.core.outbox.payload import event_class
from community.core.outbox.publishing import publish
from community.core.prepared import run

_mails: Table = OutgoingMail.__table__  # type: ignore[assignment]
_RECORD = (
    update(_mails)
    .where(_mails.c.id == bindparam("mail_id"))
    .values(
        state=bindparam("became"),
        error=bindparam("reason"),
        secret_context=None,
        address=func.coalesce(bindparam("went_to"), _mails.c.address),
        sent_at=func.coalesce(bindparam("at", type_=_mails.c.sent_at.type), _mails.c.sent_at),
    )
    .returning(*(_mails.c[name] for name in ("id", "kind", "about", "person_id", "context")))
)


class Outcome:
    """What became of a mail: a state, a reason where it was not sent, and the address it was for."""

    def __init__(self, state: str, reason: str | None = None, address: str | None = None) -> None:
        self.state, self.reason, self.address = state, reason, address


def prepare(payload: dict[str, Any]) -> ComposedMail | Outcome | None:
    """Compose the mail; an Outcome when it is not to be sent, None when it is over already."""
    mail, person = mail_and_person(payload["mail_id"])
    if mail is None or mail.state not in {"waiting", "failed"}:
        return None
    if person is None and mail.recipient.startswith("p:"):
        return Outcome("dropped", "This person is no longer here.")
    address = _goes_to(mail, person)
    if person is not None and person.email_bounced_at and address.lower() == person.email:
        return Outcome("dropped", "Mail to this address came back before.")
    with in_words_of(person):
        message = wanted(mail, person)
        if isinstance(message, Unwanted):
            return Outcome("dropped", message.reason)
        if spared := _spared(mail, person, message):
            return spared
        with composing():
            return compose(mail, person, message, address)


def _spared(mail: OutgoingMail, person: Any, message: Message) -> Outcome | None:
    """What its reader would now have otherwise is not mailed, nor what they saw on the site; but what belongs into their calendar is.
    Raises NotYet for what is to wait for their day."""
    told_by, topic = inbox.of_app(), inbox.topic_of(mail.kind)
    if told_by is None or topic is None or person is None:
        return None
    meanwhile = told_by.meanwhile(person, topic, mail.id)
    if meanwhile.is_unwanted:
        return Outcome("kept")
    if meanwhile.was_seen and message.calendar is None:
        return Outcome("dropped", "Read on the site before it was sent.")
    if meanwhile.not_before is not None:
        raise NotYet(meanwhile.not_before)
    return None


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
    sent_at = clock.now() if outcome.state == "sent" else None
    became = {"became": outcome.state, "reason": outcome.reason, "went_to": outcome.address, "at": sent_at}
    mail = run(_RECORD, mail_id=payload["mail_id"], **became).one_or_none()
    if mail is None:
        return
    told = {"mail_id": mail.id, "kind": mail.kind, "about": mail.about, "person_id": mail.person_id}
    if outcome.state in {"sent", "refused"}:
        pauses.end(CARRIER)  # the server answers
    if sent_at is not None:
        if told_by := inbox.of_app():
            told_by.went_out(mail, sent_at)
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


send = Errand(prepare=prepare, carry_out=carry_out, record=record, gave_up=gave_up)
