"""Posting a mail: a row with its fixed Message-ID, and the delivery that will send it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parseaddr
from typing import Any
from uuid import uuid4

from sqlalchemy import bindparam, insert, select
from sqlalchemy.exc import IntegrityError

from community.core import registry, settings
from community.core.extensions import db
from community.core.mail import inbox
from community.core.mail.models import OutgoingMail
from community.core.mail.telling import TELLER
from community.core.mail.transport import CARRIER
from community.core.outbox.publishing import later, many_later


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
    _check(kind)
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
    carrier, word = _next(kind, mail.person_id)
    later(carrier, {"mail_id": mail.id}, key=f"{word}:{mail.id}", not_before=not_before)
    return mail


@dataclass(frozen=True, slots=True)
class Posting:
    """One of many mails of a kind: to a member, known by id and address; what about; what its composer gets."""

    person_id: int
    email: str
    about: str
    context: dict[str, Any] = field(default_factory=dict)


def post_many(kind: str, postings: Sequence[Posting]) -> int:
    """Promise many mails of a kind to members, in this transaction and a few statements; how many are new.

    What was posted before is left as it is. No two of `postings` may be about the same thing to the same member, and the
    caller sees to it that nobody else posts these at this moment (it holds a row of each of these members).
    Refuses (LookupError) a kind that no manifest names.
    """
    _check(kind)
    if not postings:
        return 0
    known = _posted_of(kind, postings)
    new = [one for one in postings if (f"p:{one.person_id}", one.about) not in known]
    if not new:
        return 0
    carrier, word = _next(kind, new[0].person_id)
    mails = [
        {
            "kind": kind,
            "recipient": f"p:{one.person_id}",
            "about": one.about,
            "person_id": one.person_id,
            "address": one.email,
            "message_id": _new_message_id(),
            "context": one.context,
        }
        for one in new
    ]
    ids = db.session.scalars(insert(OutgoingMail).returning(OutgoingMail.id), mails)
    many_later(carrier, {f"{word}:{mail_id}": {"mail_id": mail_id} for mail_id in ids})
    return len(new)


def _posted_of(kind: str, postings: Sequence[Posting]) -> set[tuple[str, str]]:
    """Which of them were posted before."""
    recipients, abouts = (
        {*these} for these in zip(*((f"p:{one.person_id}", one.about) for one in postings), strict=True)
    )
    of_these = (OutgoingMail.recipient.in_(recipients), OutgoingMail.about.in_(abouts))
    found = select(OutgoingMail.recipient, OutgoingMail.about).where(OutgoingMail.kind == kind, *of_these)
    return {(recipient, about) for recipient, about in db.session.execute(found)}


def _check(kind: str) -> None:
    if kind not in registry.of_app().mails:
        raise LookupError(f'No manifest names the mail "{kind}": add it to mails={{…}} of the feature.')


def _next(kind: str, person_id: int | None) -> tuple[str, str]:
    """Who takes a new mail further, and the word its delivery is known by."""
    return (TELLER, "tell") if inbox.goes_through_inbox(kind, person_id) else (CARRIER, "mail")


def _posted(kind: str, recipient: str, about: str) -> OutgoingMail | None:
    return db.session.scalar(_POSTED, {"of_kind": kind, "to": recipient, "on": about})


_POSTED = select(OutgoingMail).where(
    OutgoingMail.kind == bindparam("of_kind"),
    OutgoingMail.recipient == bindparam("to"),
    OutgoingMail.about == bindparam("on"),
)


def _new_message_id() -> str:
    domain = parseaddr(settings.current().mail_sender)[1].rpartition("@")[2] or "localhost"
    return f"<{uuid4().hex}@{domain}>"
