"""The thread of a catch-up: what its two people write to each other."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.catchups.models.catchups import CatchUp
from community.core.columns import Created, PublicId, UtcDateTime
from community.core.extensions import db
from community.core.secrets import EncryptedText

LONGEST_MESSAGE = 4000
EDIT_WITHIN = timedelta(hours=1)
STAYS_OPEN = timedelta(days=90)  # so long an answered exchange is the place where the two write to each other


class CatchUpMessage(PublicId, Created, db.Model):
    """A few words of one to the other. Taken back, its words are gone and the row says so.

    `read_at`: since when the other has had it before their eyes; never shown to who wrote it. `is_mailed`: a mail says
    that it is there (one mail for all that is written until the other comes).
    """

    __tablename__ = "catchup_messages"
    __table_args__ = (Index(None, "catchup_id", "id"), Index(None, "catchup_id", "read_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    catchup_id: Mapped[int] = mapped_column(ForeignKey("catchups.id", ondelete="CASCADE"))
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    words: Mapped[str] = mapped_column(EncryptedText)
    edited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    taken_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_mailed: Mapped[bool] = mapped_column(default=False, server_default=false())

    catchup: Mapped[CatchUp] = relationship()
