"""How a circle ends: the closing round, what each says in it, and with whom somebody would like to keep in touch."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.accounts.models import Person
from community.circles.models.circles import Circle
from community.core.columns import Created, PublicId
from community.core.extensions import db
from community.core.secrets import EncryptedText

# What each says in the closing round, in this order.
CLOSING_PARTS = ("keep", "let_go", "took")
LONGEST_CLOSING_PART = 2000
SHORTEST_CLOSING, USUAL_CLOSING, LONGEST_CLOSING = 2, 14, 60  # days
WISHED, NOT_WISHED = "1", "0"  # alike in length, so that even the encrypted text tells nothing


class CircleClosing(Created, db.Model):
    """The closing round of a circle. It ends with the day `until`, or when everybody has written."""

    __tablename__ = "circle_closings"
    __table_args__ = (Index(None, "until"),)

    circle_id: Mapped[int] = mapped_column(ForeignKey("circles.id", ondelete="CASCADE"), primary_key=True)
    begun_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    until: Mapped[date]


class ClosingWords(PublicId, Created, db.Model):
    """What one member says at the end. Read by those who have written theirs."""

    __tablename__ = "circle_closing_words"
    __table_args__ = (Index(None, "circle_id", "person_id", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    circle_id: Mapped[int] = mapped_column(ForeignKey("circles.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    keep: Mapped[str] = mapped_column(EncryptedText)
    let_go: Mapped[str] = mapped_column(EncryptedText)
    took: Mapped[str] = mapped_column(EncryptedText)

    circle: Mapped[Circle] = relationship()
    person: Mapped[Person] = relationship()


class CircleTieWish(db.Model):
    """Whether one member would like to keep in touch with another. Encrypted: a no is nobody's business.

    `mutual_on`: the day on which both had said yes. What is known to both stays.
    """

    __tablename__ = "circle_tie_wishes"

    circle_id: Mapped[int] = mapped_column(ForeignKey("circles.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True)
    answer: Mapped[str] = mapped_column(EncryptedText)
    mutual_on: Mapped[date | None]

    @property
    def is_yes(self) -> bool:
        """Whether they would like to."""
        return self.answer == WISHED
