"""The first half of a mail's way: what it says is put into the inbox, which decides whether a mail goes out as well.

It is a delivery of its own, so that the inbox has what is new also while the mail server is away.
"""

from typing import Any
from urllib.parse import urlsplit

from community.core.extensions import db
from community.core.mail import inbox
from community.core.mail.composing import in_words_of, subject_of, thing_of
from community.core.mail.inbox import News
from community.core.mail.message import Message
from community.core.mail.models import OutgoingMail
from community.core.mail.transport import CARRIER
from community.core.mail.wanting import Unwanted, person_of, wanted
from community.core.outbox.publishing import later

TELLER = "core.mail.tell"


def tell(payload: dict[str, Any]) -> None:
    """Carry out the telling of one mail (the carrier "core.mail.tell")."""
    mail = db.session.get(OutgoingMail, payload["mail_id"])
    if mail is None or mail.state != "waiting":
        return
    person = person_of(mail)
    told_by, topic = inbox.of_app(), inbox.topic_of(mail.kind)
    if person is None or told_by is None or topic is None:
        _send(mail)
        return
    with in_words_of(person):
        message = wanted(mail, person)
        if isinstance(message, Unwanted):
            mail.state, mail.error, mail.secret_context = "dropped", message.reason, None
            return
        way = told_by.take(person, topic, _news(mail, person, message))
    if way.by_mail:
        later(CARRIER, {"mail_id": mail.id}, key=f"mail:{mail.id}", not_before=way.at)
    else:
        mail.state = "kept"


def _send(mail: OutgoingMail) -> None:
    later(CARRIER, {"mail_id": mail.id}, key=f"mail:{mail.id}")


def _news(mail: OutgoingMail, person: Any, message: Message) -> News:
    page = urlsplit(message.page)
    address = page._replace(scheme="", netloc="").geturl()
    thing = message.thread or thing_of(mail.about)
    return News(mail.id, mail.kind, mail.about, thing, subject_of(mail, person, message), address)
