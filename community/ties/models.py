"""Ties: two members who share a past, what each side privately wishes of it, and every contact there was."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.accounts.models import Person
from community.core.columns import Created, PublicId, UtcDateTime
from community.core.extensions import db
from community.core.secrets import EncryptedText

RHYTHMS = (2, 4, 8, 13, 26, 52)  # weeks
CHANNELS = ("message", "call", "meeting", "mail")
ORIGINS = ("mentorship", "catchup", "circle", "hand")
CONTACT_KINDS = ("catchup", "messages", "congratulation", "meeting", "check_in", "told")
LONGEST_NOTE, LONGEST_QUIET_TIMES = 4000, 200


class Tie(PublicId, Created, db.Model):
    """Two members who may keep in touch; `low_id` < `high_id`, so that there is one row for the two.

    `last_on`: the day of the newest contact, or of the beginning (`began_on`) when there was none yet.
    `settled_on`: the value of `last_on` for which both rhythms were found to have passed, on the day `found_on`. The tie is due
    while there is no newer contact, so one ends it at once, and taking that contact back restores it. It is written on
    the tie's own day of the week only (`look_on` says when next), and whatever either side sets afterwards takes
    nothing of it back: each side is due until its own `due_until`, and the end tells nothing.
    """

    __tablename__ = "ties"
    __table_args__ = (
        CheckConstraint("low_id < high_id", name="ordered"),
        UniqueConstraint("low_id", "high_id"),
        Index(None, "high_id"),
        Index(None, "look_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    low_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    high_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    origin: Mapped[str] = mapped_column(String(12))
    began_on: Mapped[date]
    last_on: Mapped[date]
    settled_on: Mapped[date | None]
    found_on: Mapped[date | None]
    look_on: Mapped[date | None]

    sides: Mapped[list["TieSide"]] = relationship(back_populates="tie", cascade="all, delete-orphan")

    @property
    def is_due(self) -> bool:
        """Both rhythms were found to have passed, and there was no newer contact since."""
        return self.settled_on is not None and self.last_on <= self.settled_on

    def side_of(self, person_id: int) -> "TieSide":
        """The side of one of the two."""
        return next(side for side in self.sides if side.person_id == person_id)


class TieSide(db.Model):
    """What one of the two wishes, readable by that one alone.

    `last_on` and `is_due` repeat the tie's, so that a page of one reader is one look into one index. `due_until`: the day on
    which this side's being due fades; it stays written down when there is contact, for the case that it is taken back.
    """

    __tablename__ = "tie_sides"
    __table_args__ = (
        UniqueConstraint("person_id", "other_id"),
        Index(None, "person_id", "is_due", "last_on"),
        Index(None, "person_id", "last_on", "tie_id"),
    )

    tie_id: Mapped[int] = mapped_column(ForeignKey("ties.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    rhythm_weeks: Mapped[int | None]
    channel: Mapped[str | None] = mapped_column(String(12))
    quiet_times: Mapped[str | None] = mapped_column(EncryptedText)
    # When this side said what it wishes; nobody who chose "no rhythm" is asked again.
    wished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    quiet_until: Mapped[date | None]
    rested_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    note: Mapped[str | None] = mapped_column(EncryptedText)
    note_changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_on: Mapped[date]
    is_due: Mapped[bool] = mapped_column(default=False)
    due_until: Mapped[date | None]
    # The `due_until` for which this side has been reminded: once for each time of being due.
    reminded_for: Mapped[date | None]

    tie: Mapped[Tie] = relationship(back_populates="sides")
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    other: Mapped[Person] = relationship(foreign_keys=[other_id])


class Contact(PublicId, Created, db.Model):
    """One contact of the two, in the place of its day. `source` names what it came from, and comes once ("catchup:12").

    Only what somebody told has `told_by_id` and a note, which that one alone reads. A withdrawn one counts no more.
    `revision`: that of the newest word heard about it; an older one that comes late changes nothing.
    """

    __tablename__ = "tie_contacts"
    __table_args__ = (
        UniqueConstraint("tie_id", "source"),
        # Named here: the convention's name would be too long for PostgreSQL.
        Index("ix_tie_contacts_newest", "tie_id", "withdrawn_at", "on"),
        Index(
            None,
            "told_by_id",
            sqlite_where=text("told_by_id IS NOT NULL"),
            postgresql_where=text("told_by_id IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    tie_id: Mapped[int] = mapped_column(ForeignKey("ties.id", ondelete="CASCADE"))
    on: Mapped[date]
    kind: Mapped[str] = mapped_column(String(16))
    source: Mapped[str] = mapped_column(String(80))
    told_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    note: Mapped[str | None] = mapped_column(EncryptedText)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revision: Mapped[int] = mapped_column(default=0)


class TieOffer(Created, db.Model):
    """One member would like to keep in touch with another.

    A no is written down only to ask no more: nobody reads it, and whoever offered finds the offer as open as before.
    So does one taken back stay, lest offering again ask the other a second time.
    """

    __tablename__ = "tie_offers"
    __table_args__ = (UniqueConstraint("person_id", "other_id"), Index(None, "other_id", "answer"))

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    other_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    answer: Mapped[str | None] = mapped_column(String(8))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    taken_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    other: Mapped[Person] = relationship(foreign_keys=[other_id])
