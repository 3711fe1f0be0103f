"""Mails that come back after they were taken: a hard bounce stops mail to the address, a soft one is only counted.

A report is believed when it names the Message-ID of a mail we sent lately, which nobody can guess, and the address it
went to. Whatever else it says, it changes nothing.
"""

import mailbox
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from community.core import clock, settings
from community.core.extensions import db
from community.core.mail.models import Bounce, OutgoingMail
from community.core.mail.reports import LARGEST, Report, read
from community.core.outbox.payload import event_class
from community.core.outbox.publishing import publish

BELIEVED_FOR = timedelta(days=30)
MOST_AT_ONCE = 1000
HARD, SOFT, KNOWN, NOTHING = "hard", "soft", "known", "nothing"
FLAG = {mailbox.MaildirMessage: "S", mailbox.mboxMessage: "R"}  # "read", in the words of either


def take(raw: bytes) -> Counter[str]:
    """Write down what a message reports; returns how many were hard, soft, known before, or nothing of ours."""
    reports = read(raw)
    return Counter(_take(report) for report in reports) if reports else Counter([NOTHING])


def _take(report: Report) -> str:
    mail = _mail_of(report)
    if mail is None:
        return NOTHING
    bounce = Bounce(mail_id=mail.id, fingerprint=report.fingerprint, is_hard=report.is_hard, reason=report.reason)
    try:
        with db.session.begin_nested():
            db.session.add(bounce)
    except IntegrityError:
        return KNOWN
    if not report.is_hard:
        return SOFT
    if mail.state == "sent":
        mail.state, mail.error = "bounced", report.reason
        told = {"mail_id": mail.id, "kind": mail.kind, "about": mail.about, "person_id": mail.person_id}
        publish(event_class("MailRefused")(**told, reason=report.reason))
    return HARD


def _mail_of(report: Report) -> OutgoingMail | None:
    """The mail of a report, if we sent it, lately, and to this address."""
    mail = db.session.scalar(select(OutgoingMail).where(OutgoingMail.message_id == report.message_id))
    if mail is None or mail.sent_at is None or mail.sent_at < clock.now() - BELIEVED_FOR:
        return None
    return mail if _on_the_wire(mail.address) in map(_on_the_wire, report.recipients) else None


def _on_the_wire(address: str) -> str:
    local, _, domain = address.lower().rpartition("@")
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return f"{local}@{domain}"


def read_mailbox(path: Path) -> Counter[str]:
    """Take every unread report of a Maildir folder, an mbox file, or a file with a single message.

    What this run writes down stays unread until the next run finds it known: a crash in between loses nothing.
    """
    if path.is_dir():
        return _read_box(mailbox.Maildir(path, create=False), [entry.name for entry in (path / "new").iterdir()])
    with path.open("rb") as file:
        if file.read(5) != b"From ":
            return take(path.read_bytes()[: LARGEST + 1])
    box = mailbox.mbox(path, create=False)
    return _read_box(box, box.keys())


def _read_box(box: Any, keys: Iterable[Any]) -> Counter[str]:
    found: Counter[str] = Counter()
    box.lock()
    try:
        unread = ((key, message) for key in keys if (message := box.get(key)) and not _is_read(message))
        for key, message in islice(unread, MOST_AT_ONCE):
            told = take(message.as_bytes())
            found += told
            if not told[HARD] and not told[SOFT]:
                _mark_as_read(message)
                box[key] = message
        box.flush()
    finally:
        box.unlock()
        box.close()
    return found


def _is_read(message: Any) -> bool:
    return FLAG[type(message)] in message.get_flags()


def _mark_as_read(message: Any) -> None:
    message.add_flag(FLAG[type(message)])
    if isinstance(message, mailbox.MaildirMessage):
        message.set_subdir("cur")


def look() -> None:
    """The job: read the mailbox that the settings name, if they name one that is there."""
    path = settings.current().bounces
    if path is not None and path.exists():
        read_mailbox(path)
