"""Introductions: a member thinks that two others would enjoy meeting, and tells each of them why."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.accounts.models import Person
from community.core.columns import Created, PublicId, UtcDateTime
from community.core.extensions import db
from community.core.secrets import EncryptedText

LONGEST_REASON = 1000


class Introduction(Created, db.Model):
    """Who introduced whom. It has no address: the proposer reads one line about it for ever, the two read their own side.

    `state`: "untold" (nobody was told, and nobody will be) · "open" · "cut" (nothing can begin any more, which nobody is
    to notice) · "begun" (both said yes) · "rested". The first, the third and the last look alike to whoever does not
    know better, and that is the point. `rests_at` is the same for everybody: thirty days, whatever the two said.
    """

    __tablename__ = "introductions"
    __table_args__ = (
        CheckConstraint(
            "one_id <> other_id AND proposer_id <> one_id AND proposer_id <> other_id", name="three_people"
        ),
        Index(None, "state", "rests_at"),
        Index(None, "proposer_id", "introduced_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    proposer_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    one_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    introduced_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(8))
    rests_at: Mapped[datetime] = mapped_column(UtcDateTime)

    sides: Mapped[list["IntroductionSide"]] = relationship(
        order_by="IntroductionSide.id", cascade="all, delete-orphan", back_populates="introduction"
    )

    @property
    def people_ids(self) -> tuple[int, int, int]:
        """The ids of all three."""
        return self.proposer_id, self.one_id, self.other_id

    @property
    def both_said_yes(self) -> bool:
        """Each of the two would like to."""
        return len(self.sides) == 2 and all(side.wants for side in self.sides)


class IntroductionSide(PublicId, Created, db.Model):
    """What one of the two sees of an introduction: the reason meant for them, and their own answer. Nothing of the other's.

    `shown_until`: when it rests for this reader; None when there is nothing to see (any more).
    """

    __tablename__ = "introduction_sides"
    __table_args__ = (
        UniqueConstraint("introduction_id", "person_id"),
        Index(None, "person_id", "shown_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    introduction_id: Mapped[int] = mapped_column(ForeignKey("introductions.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    other_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    proposer_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str] = mapped_column(EncryptedText, default="")
    wants: Mapped[bool | None]
    introduced_at: Mapped[datetime] = mapped_column(UtcDateTime)
    shown_until: Mapped[datetime | None] = mapped_column(UtcDateTime)

    introduction: Mapped[Introduction] = relationship(back_populates="sides")
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    other: Mapped[Person] = relationship(foreign_keys=[other_id])
    proposer: Mapped[Person] = relationship(foreign_keys=[proposer_id])

    def hide(self) -> None:
        """There is nothing to see any more, and nobody will read the reason again."""
        self.shown_until, self.reason = None, ""
