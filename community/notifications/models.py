"""What stands in somebody's inbox, how they want to hear of it, and when their letter comes."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.accounts.models import Person
from community.core.columns import Created, PublicId, UtcDateTime
from community.core.extensions import db
from community.core.secrets import EncryptedText

WAYS = ("now", "letter", "never")
RHYTHMS = ("week", "month", "never")
LETTER, LETTER_MAIL = "letter", "notifications.letter"  # the topic of the letter itself, and its kind of mail
WEEKDAY, HOUR = 3, 9  # Thursday at nine, until somebody chooses


class Notice(PublicId, Created, db.Model):
    """One message in somebody's inbox: what happened, in one line, and the address on the site where it can be read.

    `thing` groups what is about the same ("catchup:12"); `is_newest` marks the latest of its group. `way` says what was decided:
    by a mail of its own ("now"), in the letter, or on the site alone ("never"). `in_budget`: its mail is one of the week's.
    `told_at`: when it reached them by mail, of its own or the letter. `page` is the address without query and fragment.
    """

    __tablename__ = "notices"
    __table_args__ = (
        Index("ix_notices_inbox", "person_id", "is_newest", "created_at", "id"),
        Index("ix_notices_person_id_thing", "person_id", "thing"),
        Index("ix_notices_person_id_page", "person_id", "page"),
        Index("ix_notices_thing", "thing"),
        Index(
            "ix_notices_unread", "person_id",
            sqlite_where=text("read_at IS NULL"), postgresql_where=text("read_at IS NULL"),
        ),
        Index("ix_notices_created_at", "created_at"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("outgoing_mails.id", ondelete="SET NULL"), unique=True)
    topic: Mapped[str] = mapped_column(String(60))
    thing: Mapped[str] = mapped_column(String(160))
    title: Mapped[str] = mapped_column(EncryptedText)
    address: Mapped[str] = mapped_column(String(400), default="")
    page: Mapped[str] = mapped_column(String(300), default="")
    way: Mapped[str] = mapped_column(String(8))
    in_budget: Mapped[bool] = mapped_column(default=False)
    is_newest: Mapped[bool] = mapped_column(default=True)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def is_unread(self) -> bool:
        """Not seen yet on the site."""
        return self.read_at is None


class NoticeName(db.Model):
    """Somebody whom the title of a notice names: it goes when they are out of its owner's sight, whatever they are called by then."""

    __tablename__ = "notice_names"

    notice_id: Mapped[int] = mapped_column(ForeignKey("notices.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True)


class MailWishes(db.Model):
    """How much mail somebody allows, and when their letter comes, by the clock of their own zone. None yet: the defaults.

    `mails_a_week`: None is the community's number. `weekday` 0 is Monday; monthly is the first such day of a month.
    `next_at` is the next hour at which to look whether a letter is due; None while no letter is wanted. `letter_at`: up to when
    the last letter that was sent told the news; before the first, since when they are news. `rhythm_before`: what held before the
    letter was ended, for whoever takes that back.
    """

    __tablename__ = "mail_wishes"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    mails_a_week: Mapped[int | None]
    rhythm: Mapped[str] = mapped_column(String(8), default="week")
    rhythm_before: Mapped[str | None] = mapped_column(String(8))
    weekday: Mapped[int] = mapped_column(default=WEEKDAY)
    hour: Mapped[int] = mapped_column(default=HOUR)
    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    letter_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    person: Mapped[Person] = relationship()

    @classmethod
    def usual(cls) -> "MailWishes":
        """What holds until somebody chooses; not in the database."""
        return cls(rhythm="week", weekday=WEEKDAY, hour=HOUR)


class TopicWish(db.Model):
    """What somebody chose about one topic: "now", "letter" or "never". Without a row the topic's own way holds."""

    __tablename__ = "topic_wishes"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    topic: Mapped[str] = mapped_column(String(60), primary_key=True)
    way: Mapped[str] = mapped_column(String(8))
    chosen_on: Mapped[date]
