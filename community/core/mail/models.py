"""The mails we have promised to send, what became of them, and which came back."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from community.core.columns import Created, JsonColumn, UtcDateTime
from community.core.extensions import db
from community.core.secrets import EncryptedJson

STATES = ("waiting", "kept", "sent", "refused", "bounced", "failed", "dropped")


class OutgoingMail(Created, db.Model):
    """One mail to one address. `recipient` is "p:<person id>" or the address: with kind and about it is unique.

    waiting → sent · refused (the server knows no such address) · failed (given up, may be tried again) ·
    sent → bounced (came back later, for good) · waiting → kept (not mailed: it stands in the inbox, and perhaps in the letter) ·
    kept → failed → kept (a letter could not say it, and went without it; once it can be said, it is for the next) ·
    dropped (no longer wanted, or the address bounced before). The secret part is forgotten once it is over.
    """

    __tablename__ = "outgoing_mails"
    __table_args__ = (
        UniqueConstraint("kind", "recipient", "about"),
        Index("ix_outgoing_mails_state_created_at", "state", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(80))
    recipient: Mapped[str] = mapped_column(String(260))
    about: Mapped[str] = mapped_column(String(160))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    address: Mapped[str] = mapped_column(String(254))
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    context: Mapped[dict[str, Any]] = mapped_column(JsonColumn, default=dict)
    secret_context: Mapped[dict[str, Any] | None] = mapped_column(EncryptedJson)
    state: Mapped[str] = mapped_column(String(8), default="waiting")
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    error: Mapped[str | None] = mapped_column(Text)


class Bounce(Created, db.Model):
    """A report that a mail came back after it had been taken: for good (`is_hard`), or for now, which is only counted.

    `fingerprint` makes a report count once, however often it is read.
    """

    __tablename__ = "mail_bounces"
    __table_args__ = (Index("ix_mail_bounces_created_at", "created_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    mail_id: Mapped[int] = mapped_column(ForeignKey("outgoing_mails.id", ondelete="CASCADE"), index=True)
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    is_hard: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
