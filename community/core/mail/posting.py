"""Posting a mail: a row with its fixed Message-ID, and the delivery that will send it."""

from datetime import datetime
from email.utils import parseaddr
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from community.core import registry, settings
from community.core.extensions import db
from community.core.mail import inbox
from community.core.mail.models import OutgoingMail
from community.core.mail.telling import TELLER
from community.core.mail.transport import CARRIER
from community.core.outbox.publishing import later


def post(
    kind: str,
    *,
    to: Any,
    about: str,
    address: str | None = None,
    secret: dict[str, Any] | None = None,
    not_before: datetime | None = None,
    **context: Any,
) -> OutgoingMail:
    """Promise a mail, in this transaction; the same kind about the same thing to the same recipient is posted once.

    `to` is a Person, or an address for somebody without an account; `address` sends to another address than the
    person's own. `context` (plain values) reaches the composer; `secret` too, and is stored encrypted until then.
    Refuses (LookupError) a kind that no manifest names.
    """
    if kind not in registry.of_app().mails:
        raise LookupError(f'No manifest names the mail "{kind}": add it to mails={{…}} of the feature.')
    person, goes_to = (None, to) if isinstance(to, str) else (to, address or to.email)
    recipient = goes_to.lower() if person is None or address else f"p:{person.id}"
    if known := _posted(kind, recipient, about):
        return known
    mail = OutgoingMail(
        kind=kind,
        recipient=recipient,
        about=about,
        person_id=person.id if person is not None else None,
        address=goes_to,
        message_id=_new_message_id(),
        context=context,
        secret_context=secret,
    )
    try:
        with db.session.begin_nested():
            db.session.add(mail)
    except IntegrityError:
        known = _posted(kind, recipient, about)
        if known is None:
            raise
        return known
    if inbox.goes_through_inbox(kind, mail.person_id):
        later(TELLER, {"mail_id": mail.id}, key=f"tell:{mail.id}", not_before=not_before)
    else:
        later(CARRIER, {"mail_id": mail.id}, key=f"mail:{mail.id}", not_before=not_before)
    return mail


def _posted(kind: str, recipient: str, about: str) -> OutgoingMail | None:
    query = select(OutgoingMail).where(
        OutgoingMail.kind == kind, OutgoingMail.recipient == recipient, OutgoingMail.about == about
    )
    return db.session.scalar(query)


def _new_message_id() -> str:
    domain = parseaddr(settings.current().mail_sender)[1].rpartition("@")[2] or "localhost"
    return f"<{uuid4().hex}@{domain}>"
