"""Meetings of a circle: one by one or as a series, what each member answered, and who was there."""

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.accounts.models import Person
from community.circles.models.circles import Circle
from community.core.columns import Created, JsonColumn, PublicId, UtcDateTime
from community.core.extensions import db
from community.core.secrets import EncryptedText

PLANNED, CANCELLED = MEETING_STATES = ("planned", "cancelled")
YES, MAYBE, NO = ANSWERS = ("yes", "maybe", "no")
MOST_IN_A_SERIES, MOST_AHEAD = 24, 48
LONGEST_WHY, LONGEST_AGENDA, LONGEST_NOTES, LONGEST_ADDRESS = 300, 4000, 20000, 300


class MeetingSeries(Created, db.Model):
    """Meetings that come again by a rule, on the clock of one zone: what calendars know under one UID.

    `length` is how many meetings the rule makes, moved and cancelled ones among them; 0: the series is off. `sequence` rises
    with every change of any part of it; `ruled_at` is its value when the rule itself changed.
    """

    __tablename__ = "circle_meeting_series"

    id: Mapped[int] = mapped_column(primary_key=True)
    circle_id: Mapped[int] = mapped_column(ForeignKey("circles.id", ondelete="CASCADE"), index=True)
    uid: Mapped[str] = mapped_column(String(64), unique=True)
    rhythm: Mapped[str] = mapped_column(String(12))
    zone: Mapped[str] = mapped_column(String(64))
    begins_at: Mapped[datetime] = mapped_column(
        UtcDateTime
    )  # the first one; the rule follows its wall time in the zone
    minutes: Mapped[int]
    length: Mapped[int]
    sequence: Mapped[int] = mapped_column(default=0)
    ruled_at: Mapped[int] = mapped_column(default=0)

    circle: Mapped[Circle] = relationship()

    @property
    def is_off(self) -> bool:
        """Not one of its meetings is left."""
        return self.length == 0


class CircleMeeting(PublicId, Created, db.Model):
    """One meeting. `series_at`: when the rule of its series puts it, whatever it was moved to since (its RECURRENCE-ID).

    `sequence`: of its calendar entry, when it was last changed by itself. `remind_at`: when its members are reminded.
    `met_revision`: rises whenever who was there is told anew. `*_revision`: of what is written, so that two who write at
    once do not lose each other's words.
    """

    __tablename__ = "circle_meetings"
    __table_args__ = (
        CheckConstraint("minutes > 0", name="minutes"),
        Index(None, "circle_id", "starts_at", "id"),
        Index(None, "series_id"),
        Index(None, "remind_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    circle_id: Mapped[int] = mapped_column(ForeignKey("circles.id", ondelete="CASCADE"))
    series_id: Mapped[int | None] = mapped_column(ForeignKey("circle_meeting_series.id", ondelete="CASCADE"))
    series_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    uid: Mapped[str] = mapped_column(String(64))
    sequence: Mapped[int] = mapped_column(default=0)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    minutes: Mapped[int]
    zone: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(12), default=PLANNED)
    place: Mapped[str] = mapped_column(EncryptedText, default="")
    agenda: Mapped[str] = mapped_column(EncryptedText, default="")
    agenda_revision: Mapped[int] = mapped_column(default=0)
    notes: Mapped[str] = mapped_column(EncryptedText, default="")
    notes_revision: Mapped[int] = mapped_column(default=0)
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    co_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    shadow_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    remind_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    met_revision: Mapped[int] = mapped_column(default=0)

    circle: Mapped[Circle] = relationship()
    series: Mapped[MeetingSeries | None] = relationship()

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_cancelled(self) -> bool:
        """It does not take place."""
        return self.state == CANCELLED

    @property
    def differs(self) -> bool:
        """It is at another time, or of another length, than its series says. Needs `series` loaded."""
        if self.series is None:
            return False
        return (self.starts_at, self.minutes) != (self.series_at, self.series.minutes)

    def lies_ahead(self, now: datetime) -> bool:
        """It takes place, and has not begun."""
        return self.state == PLANNED and now < self.starts_at

    def has_begun(self, now: datetime) -> bool:
        """It takes place now, or took place."""
        return self.state == PLANNED and self.starts_at <= now


class MeetingAnswer(Created, db.Model):
    """What one member says about one meeting: yes, maybe or no beforehand, and whether they were there afterwards.

    `reason` is for `reason_for` alone: the ids of who held the circle together when it was written.
    """

    __tablename__ = "circle_meeting_answers"
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"), Index(None, "person_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("circle_meetings.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    answer: Mapped[str | None] = mapped_column(String(8))
    reason: Mapped[str | None] = mapped_column(EncryptedText)
    reason_for: Mapped[list[int]] = mapped_column(JsonColumn, default=list)
    was_there: Mapped[bool | None]

    meeting: Mapped[CircleMeeting] = relationship()
    person: Mapped[Person] = relationship()
