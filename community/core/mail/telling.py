"""The first half of a mail's way: what it says is put into the inbox, which decides whether a mail goes out as well.

It is a delivery of its own, so that the inbox has what is new also while the mail server is away.
"""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from sqlalchemy import update
from sqlalchemy.orm import Session

from community.core import clock
from community.core.database import write_aside
from community.core.extensions import db
from community.core.mail import inbox
from community.core.mail.composing import in_words_of, subject_of, thing_of
from community.core.mail.inbox import News
from community.core.mail.message import Message
from community.core.mail.models import OutgoingMail
from community.core.mail.sending import gave_up
from community.core.mail.transport import CARRIER
from community.core.mail.wanting import Unwanted, composing, mail_and_person, wanted
from community.core.outbox.errands import Task
from community.core.outbox.models import Delivery
from community.core.outbox.publishing import later

TELLER, TELLER_AGAIN = "core.mail.tell", "core.mail.tell_again"
# A letter that leaves something out is sent long before: what is told then is for the next.
NOT_AT_ONCE = timedelta(hours=1)


def tell_again(mail_id: int, why: str) -> None:
    """A message kept for a letter cannot be composed: the letter goes without it, and it is tried by itself as a mail that failed,
    where coordinators see `why`. Once it can be said, it is kept again, for the next letter. Beside a transaction that only reads.
    """
    write_aside(lambda aside: _tell_again(aside, mail_id, why))


def _tell_again(aside: Session, mail_id: int, why: str) -> None:
    kept = (OutgoingMail.id == mail_id, OutgoingMail.state == "kept")
    if not aside.execute(update(OutgoingMail).where(*kept).values(state="failed", error=why)).rowcount:  # type: ignore[attr-defined]
        return
    told = {"event": TELLER_AGAIN, "subscriber": TELLER_AGAIN, "event_id": f"tell:{mail_id}:{uuid4().hex}"}
    due_at = clock.now() + NOT_AT_ONCE
    aside.add(Delivery(**told, payload={"mail_id": mail_id}, due_at=due_at, last_error=f"CannotCompose: {why}"))


def _tell_after_all(payload: dict[str, Any]) -> None:
    """What has left the inbox meanwhile is told to nobody."""
    told_by = inbox.of_app()
    if told_by is None or told_by.holds(payload["mail_id"]):
        _tell(payload)
    elif (mail := db.session.get(OutgoingMail, payload["mail_id"])) is not None and mail.state == "failed":
        mail.state, mail.error, mail.secret_context = "dropped", "It left the inbox before it could be said.", None


def _tell(payload: dict[str, Any]) -> None:
    mail, person = mail_and_person(payload["mail_id"])
    if mail is None or mail.state not in {"waiting", "failed"}:
        return
    told_by, topic = inbox.of_app(), inbox.topic_of(mail.kind)
    if person is None or told_by is None or topic is None:
        _send(mail)
        return
    with in_words_of(person):
        message = wanted(mail, person)
        if isinstance(message, Unwanted):
            mail.state, mail.error, mail.secret_context = "dropped", message.reason, None
            return
        with composing():
            news = _news(mail, person, message)
        way = told_by.take(person, topic, news)
    if way.by_mail:
        _send(mail, way.at)
    else:
        mail.state, mail.error = "kept", None


def _send(mail: OutgoingMail, not_before: datetime | None = None) -> None:
    mail.state, mail.error = "waiting", None
    later(CARRIER, {"mail_id": mail.id}, key=f"mail:{mail.id}", not_before=not_before)


def _news(mail: OutgoingMail, person: Any, message: Message) -> News:
    page = urlsplit(message.page)
    address = page._replace(scheme="", netloc="").geturl()
    thing = message.thread or thing_of(mail.about)
    return News(mail.id, mail.kind, mail.about, thing, subject_of(mail, person, message), address, message.names)


# The carriers: of the first telling, and of what a letter had to leave out.
tell, tell_after_all = Task(_tell, gave_up), Task(_tell_after_all, gave_up)
