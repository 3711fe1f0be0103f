""" "Would you like to meet again some day?": what each of the two says to themselves, until both have said yes."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from community.core.columns import Created
from community.core.extensions import db
from community.core.secrets import EncryptedText

YES, NO = "1", "0"  # alike in length, so that even the encrypted text tells nothing


class AgainWish(Created, db.Model):
    """What one of the two would like. Encrypted: a no is nobody's business. `mutual_on`: the day on which both had said yes."""

    __tablename__ = "catchup_wishes"
    __table_args__ = (UniqueConstraint("catchup_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    catchup_id: Mapped[int] = mapped_column(ForeignKey("catchups.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    answer: Mapped[str] = mapped_column(EncryptedText)
    mutual_on: Mapped[date | None]

    @property
    def is_yes(self) -> bool:
        """Whether they would like to."""
        return self.answer == YES
