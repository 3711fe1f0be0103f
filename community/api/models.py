"""The address at which a member's calendar is fetched."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.accounts.models import Person
from community.core.columns import Created
from community.core.extensions import db
from community.core.secrets import EncryptedText


class CalendarFeed(Created, db.Model):
    """Whoever knows the token reads the calendar. It is found by its digest, which tells nothing of it.

    The token itself is kept, encrypted, to be shown again: a second device is given the same address, and the first one
    goes on. It opens nothing that its owner, who alone is shown it, does not see anyway.
    """

    __tablename__ = "calendar_feeds"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), unique=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    token: Mapped[str] = mapped_column(EncryptedText)
    last_read_on: Mapped[date | None]

    person: Mapped[Person] = relationship()
