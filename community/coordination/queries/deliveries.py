"""Deliveries that were given up, with what they were."""

from collections.abc import Sequence

from sqlalchemy import select

from community.core import tokens
from community.core.extensions import db
from community.core.mail import OutgoingMail
from community.core.outbox import Delivery, health
from community.core.outbox.health import dead_letters

__all__ = ["dead", "delivery_by_name", "health", "name_of"]


def dead() -> Sequence[tuple[Delivery, OutgoingMail | None]]:
    """The newest dead letters, each with its mail if it is one."""
    letters = dead_letters()
    ids = [letter.payload["mail_id"] for letter in letters if "mail_id" in letter.payload]
    mails = (
        {mail.id: mail for mail in db.session.scalars(select(OutgoingMail).where(OutgoingMail.id.in_(ids)))}
        if ids
        else {}
    )
    return [(letter, mails.get(letter.payload.get("mail_id", 0))) for letter in letters]


def name_of(delivery: Delivery) -> str:
    """What a delivery is called in an address: signed, so that nobody can count on."""
    return tokens.sign("delivery", delivery.id)


def delivery_by_name(delivery: str) -> Delivery | None:
    """The delivery of an address."""
    return db.session.get(Delivery, tokens.read("delivery", delivery, None))
