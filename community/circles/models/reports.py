"""What members tell the coordinators about a circle, so that somebody outside can help."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.accounts.models import Person
from community.circles.models.circles import Circle
from community.circles.models.discussion import CirclePost
from community.core.columns import Created, PublicId, UtcDateTime
from community.core.extensions import db
from community.core.secrets import EncryptedText

LONGEST_REPORT, LONGEST_ANSWER = 4000, 2000


class CircleReport(PublicId, Created, db.Model):
    """Somebody who is or was in a circle tells the coordinators something of it, in their own words.

    It names a post where it was written from one, and holds nothing of what was said there: the coordinators read the
    reporter's words, and nothing of the circle. `answer`: what they did, for the reporter.
    """

    __tablename__ = "circle_reports"
    __table_args__ = (Index(None, "answered_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    circle_id: Mapped[int] = mapped_column(ForeignKey("circles.id", ondelete="CASCADE"), index=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("circle_posts.id", ondelete="SET NULL"), index=True)
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    words: Mapped[str] = mapped_column(EncryptedText)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    answer: Mapped[str | None] = mapped_column(EncryptedText)

    circle: Mapped[Circle] = relationship()
    post: Mapped[CirclePost | None] = relationship()
    reporter: Mapped[Person | None] = relationship(foreign_keys=[reporter_id])
    answered_by: Mapped[Person | None] = relationship(foreign_keys=[answered_by_id])

    @property
    def is_answered(self) -> bool:
        """A coordinator has looked after it, and said so."""
        return self.answered_at is not None
