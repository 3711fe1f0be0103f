"""Mentorships: the formal ones from the roster, and later the peer ones begun here."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.accounts.models import Cohort, Person
from community.core.columns import Created, PublicId, UtcDateTime
from community.core.extensions import db

KINDS = ("formal", "peer")

# Who may see it, said by each side for itself; the narrower of the two counts.
MEMBERS, PAIR = "members", "pair"
AUDIENCES = (MEMBERS, PAIR)
# What the roster brings begins here: it is for the two alone until a side has been asked and has chosen.
UNASKED = "unasked"


class Mentorship(PublicId, Created, db.Model):
    """One person mentored another. `disputed_by_id`: that side says it was not so, and nobody else sees it."""

    __tablename__ = "mentorships"
    __table_args__ = (
        UniqueConstraint("mentor_id", "coachee_id", "cohort_id", "kind"),
        Index(None, "coachee_id", "mentor_id"),
        Index(None, "cohort_id"),
        # The day's work looks only at those whose end nobody has been told of.
        Index(
            None,
            "ended_on",
            sqlite_where=text("end_told_at IS NULL"),
            postgresql_where=text("end_told_at IS NULL"),
        ),
        # Nearly no row has one: an index over all of them would lead SQLite through the whole table for "is null".
        Index(
            None,
            "disputed_by_id",
            sqlite_where=text("disputed_by_id IS NOT NULL"),
            postgresql_where=text("disputed_by_id IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), default="formal")
    mentor_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    coachee_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohorts.id", ondelete="CASCADE"))
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    focus: Mapped[str] = mapped_column(String(500), default="")
    mentor_audience: Mapped[str] = mapped_column(String(8), default=MEMBERS)
    coachee_audience: Mapped[str] = mapped_column(String(8), default=MEMBERS)
    disputed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    disputed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    corrected_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    corrected_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Its end has been told to the other rooms (MentorshipsEnded): once, whatever is corrected later.
    end_told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # One side has written what it was about; others read it once this side has said that it is right.
    focus_waits_for_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))

    mentor: Mapped[Person] = relationship(foreign_keys=[mentor_id])
    coachee: Mapped[Person] = relationship(foreign_keys=[coachee_id])
    cohort: Mapped[Cohort] = relationship()

    def is_over(self, today: date) -> bool:
        """Whether it had ended by `today`; one without an end date is taken as running."""
        return self.ended_on is not None and self.ended_on <= today

    def is_of(self, person: Person) -> bool:
        """Whether the person is one of its two sides."""
        return person.id in (self.mentor_id, self.coachee_id)

    def other_than(self, person: Person) -> Person:
        """The other side, as one of the two sees it."""
        return self.coachee if person.id == self.mentor_id else self.mentor

    def audience_of(self, person: Person) -> str:
        """What one side has said about who may see it; only the two, while it has said nothing."""
        return PAIR if self.asks(person) else self._said_by(person)

    def asks(self, person: Person) -> bool:
        """Whether this side has still to be asked who may see it."""
        return self._said_by(person) == UNASKED

    def _said_by(self, person: Person) -> str:
        return self.mentor_audience if person.id == self.mentor_id else self.coachee_audience

    def focus_for(self, reader: Person) -> str:
        """What it was about, as this reader may read it: the two always, others once both know what is said."""
        hidden = self.focus_waits_for_id is not None and reader.id not in (self.mentor_id, self.coachee_id)
        return "" if hidden else self.focus

    @property
    def audience(self) -> str:
        """Who may see it: the narrower of what the two sides said."""
        return MEMBERS if self.mentor_audience == self.coachee_audience == MEMBERS else PAIR

    @property
    def year(self) -> int | None:
        """The year it began, or ended where only that is known."""
        day = self.started_on or self.ended_on
        return day.year if day else None
