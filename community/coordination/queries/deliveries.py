"""Deliveries that were given up, with what they were."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from community.core import clock, tokens
from community.core.extensions import db
from community.core.mail import OutgoingMail
from community.core.mail.models import Bounce
from community.core.outbox import Delivery, health
from community.core.outbox.health import in_trouble as letters_in_trouble
from community.core.outbox.health import last_runs, workers
from community.core.outbox.models import Pause
from community.core.outbox.pauses import present

LATELY = timedelta(days=30)

__all__ = ["came_back", "delivery_by_name", "health", "in_trouble", "last_runs", "name_of", "pauses", "workers"]


def in_trouble() -> Sequence[tuple[Delivery, OutgoingMail | None]]:
    """The newest deliveries that were given up or are being tried again, each with its mail if it is one."""
    letters = letters_in_trouble()
    ids = [letter.payload["mail_id"] for letter in letters if "mail_id" in letter.payload]
    mails = (
        {mail.id: mail for mail in db.session.scalars(select(OutgoingMail).where(OutgoingMail.id.in_(ids)))}
        if ids
        else {}
    )
    return [(letter, mails.get(letter.payload.get("mail_id", 0))) for letter in letters]


def came_back() -> Sequence[Any]:
    """The newest reports of mails that came back within a month. Rows (kind, address, is_hard, reason, created_at)."""
    return db.session.execute(
        select(OutgoingMail.kind, OutgoingMail.address, Bounce.is_hard, Bounce.reason, Bounce.created_at)
        .join(Bounce, Bounce.mail_id == OutgoingMail.id)
        .where(Bounce.created_at > clock.now() - LATELY)
        .order_by(Bounce.created_at.desc(), Bounce.id.desc())
        .limit(50)
    ).all()


def pauses() -> Sequence[Pause]:
    """What takes nothing from anybody at the moment."""
    return present()


def name_of(delivery: Delivery) -> str:
    """What a delivery is called in an address: signed, so that nobody can count on."""
    return tokens.sign("delivery", delivery.id)


def delivery_by_name(delivery: str) -> Delivery | None:
    """The delivery of an address."""
    return db.session.get(Delivery, tokens.read("delivery", delivery, None))
