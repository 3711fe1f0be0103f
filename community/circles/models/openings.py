"""Opening what was said in a circle to two coordinators: asked, answered by the second, for a day, every look written down."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, Index, String, event
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from community.accounts.models import Person
from community.circles.models.circles import Circle
from community.circles.models.reports import CircleReport
from community.core.columns import Created, PublicId, UtcDateTime
from community.core.extensions import db
from community.core.secrets import EncryptedText

OPEN_FOR = timedelta(hours=24)
ASKED_FOR = timedelta(days=7)  # a question nobody answered is not one any more
GROUNDS = REPORT, DANGER = ("report", "danger")
LONGEST_REASON, LONGEST_NOTICE = 2000, 1000
# asked → open → over; asked → declined | withdrawn | lapsed. What lasts until a moment is told by the clock.
OPENING_STATES = ("asked", "open", "over", "declined", "withdrawn", "lapsed")
LOOKED_AT = ("talk", "meetings")


class CircleOpening(PublicId, Created, db.Model):
    """One coordinator asks to read what is in a circle, another says yes or no.

    `reason` is for the coordinators; `notice` is what the circle reads about it. `open_until`: set by the yes, only ever
    moved nearer. Never deleted: its entry stays in the circle.
    """

    __tablename__ = "circle_openings"
    __table_args__ = (Index(None, "circle_id", "open_until"), Index(None, "answered_at", "created_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    circle_id: Mapped[int] = mapped_column(ForeignKey("circles.id"))
    asker_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    grounds: Mapped[str] = mapped_column(String(8))
    report_id: Mapped[int | None] = mapped_column(ForeignKey("circle_reports.id", ondelete="SET NULL"), index=True)
    reason: Mapped[str] = mapped_column(EncryptedText)
    notice: Mapped[str] = mapped_column(EncryptedText)
    second_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    open_until: Mapped[datetime | None] = mapped_column(UtcDateTime)

    circle: Mapped[Circle] = relationship()
    report: Mapped[CircleReport | None] = relationship()
    asker: Mapped[Person | None] = relationship(foreign_keys=[asker_id])
    second: Mapped[Person | None] = relationship(foreign_keys=[second_id])

    def state(self, now: datetime) -> str:
        """One of OPENING_STATES at that moment."""
        if self.open_until is not None:
            return "open" if now < self.open_until else "over"
        if self.answered_at is not None:
            return "declined" if self.second_id is not None else "withdrawn"
        return "asked" if now < self.created_at + ASKED_FOR else "lapsed"


class CircleLook(Created, db.Model):
    """A coordinator read a page of an opened circle. Written once; refuses to be changed or deleted."""

    __tablename__ = "circle_looks"

    id: Mapped[int] = mapped_column(primary_key=True)
    opening_id: Mapped[int] = mapped_column(ForeignKey("circle_openings.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    what: Mapped[str] = mapped_column(String(12))

    person: Mapped[Person | None] = relationship()


class LooksAreKept(Exception):
    """Looks into a circle can be added and read, nothing else."""


@event.listens_for(CircleLook, "before_update")
@event.listens_for(CircleLook, "before_delete")
def _refuse(mapper: Mapper[Any], connection: Any, look: CircleLook) -> None:
    raise LooksAreKept("A look into a circle is never changed or deleted.")
