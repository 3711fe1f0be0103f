"""The charter of a circle: its versions, and who signed which."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.accounts.models import Person
from community.circles.models.circles import Circle
from community.core.columns import Created
from community.core.extensions import db
from community.core.secrets import EncryptedText

# The parts of a charter, in the order in which they are read.
PARTS = ("purpose", "expectations", "confidentiality", "exceptions", "hurt")
LONGEST_PART = 4000


class Charter(Created, db.Model):
    """One version of what the members of a circle agreed on. Never changed: a change is a new version."""

    __tablename__ = "circle_charters"
    __table_args__ = (UniqueConstraint("circle_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    circle_id: Mapped[int] = mapped_column(ForeignKey("circles.id", ondelete="CASCADE"))
    number: Mapped[int]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    purpose: Mapped[str] = mapped_column(EncryptedText)
    expectations: Mapped[str] = mapped_column(EncryptedText)
    confidentiality: Mapped[str] = mapped_column(EncryptedText)
    exceptions: Mapped[str] = mapped_column(EncryptedText)
    hurt: Mapped[str] = mapped_column(EncryptedText)
    newcomers_read_all: Mapped[bool] = mapped_column(default=False)
    review_on: Mapped[date | None]

    circle: Mapped[Circle] = relationship()
    author: Mapped[Person | None] = relationship()


class CharterSignature(Created, db.Model):
    """A member signed one version."""

    __tablename__ = "circle_signatures"

    charter_id: Mapped[int] = mapped_column(ForeignKey("circle_charters.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True)

    person: Mapped[Person] = relationship()
