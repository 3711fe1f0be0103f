"""Promises: what a member says to the circle they will do, by a day."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.accounts.models import Person
from community.circles.models.circles import Circle
from community.core.columns import Created, PublicId, UtcDateTime
from community.core.extensions import db
from community.core.secrets import EncryptedText

OPEN, KEPT, LAPSED = PROMISE_STATES = ("open", "kept", "lapsed")
LONGEST_PROMISE = 400
MOST_OPEN_PROMISES = 10  # of one person in one circle


class CirclePromise(PublicId, Created, db.Model):
    """A small commitment of one member to the circle: open → kept, or lapsed when its day is over everywhere on earth.

    `first_due_on`: the day it was made for; another `due_on` was chosen in time, which counts as kept. `reminded_for`: the
    day of which its maker has been reminded.
    """

    __tablename__ = "circle_promises"
    __table_args__ = (
        Index(None, "circle_id", "state", "due_on"),
        Index(None, "circle_id", "settled_at"),
        Index(None, "state", "due_on"),
        Index(None, "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    circle_id: Mapped[int] = mapped_column(ForeignKey("circles.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    words: Mapped[str] = mapped_column(EncryptedText)
    due_on: Mapped[date]
    first_due_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(12), default=OPEN)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reminded_for: Mapped[date | None]

    circle: Mapped[Circle] = relationship()
    person: Mapped[Person] = relationship()

    @property
    def is_open(self) -> bool:
        """Its day is still to come."""
        return self.state == OPEN

    @property
    def was_moved(self) -> bool:
        """Another day was found before the first one had come."""
        return self.due_on != self.first_due_on
