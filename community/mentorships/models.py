"""Mentorships: the formal ones from the roster, and later the peer ones begun here."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.accounts.models import Cohort, Person
from community.core.columns import Created, PublicId, UtcDateTime
from community.core.extensions import db

KINDS = ("formal", "peer")


class Mentorship(PublicId, Created, db.Model):
    """One person mentored another. `disputed_by_id`: that side says it was not so."""

    __tablename__ = "mentorships"
    __table_args__ = (
        UniqueConstraint("mentor_id", "coachee_id", "cohort_id", "kind"),
        Index(None, "coachee_id", "mentor_id"),
        Index(None, "cohort_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), default="formal")
    mentor_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    coachee_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohorts.id", ondelete="CASCADE"))
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    focus: Mapped[str] = mapped_column(String(500), default="")
    disputed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    corrected_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    corrected_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    mentor: Mapped[Person] = relationship(foreign_keys=[mentor_id])
    coachee: Mapped[Person] = relationship(foreign_keys=[coachee_id])
    cohort: Mapped[Cohort] = relationship()

    def is_over(self, today: date) -> bool:
        """Whether it had ended by `today`; one without an end date is taken as running."""
        return self.ended_on is not None and self.ended_on <= today
