"""Finding a time together: up to eight times, and which of them suits whom."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.accounts.models import Person
from community.circles.models.circles import Circle
from community.circles.models.meetings import CircleMeeting
from community.core.columns import Created, PublicId, UtcDateTime
from community.core.extensions import db

ASKING, SETTLED, POLL_DROPPED = POLL_STATES = ("asking", "settled", "dropped")
SUITS = ("yes", "if_need_be", "no")
MOST_POLL_TIMES, MOST_POLLS_OPEN = 8, 3


class CirclePoll(PublicId, Created, db.Model):
    """A question for a time: asking → settled (with the meeting it became), or dropped."""

    __tablename__ = "circle_polls"
    __table_args__ = (Index(None, "circle_id", "state"), Index(None, "meeting_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    circle_id: Mapped[int] = mapped_column(ForeignKey("circles.id", ondelete="CASCADE"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    state: Mapped[str] = mapped_column(String(12), default=ASKING)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("circle_meetings.id", ondelete="SET NULL"))

    circle: Mapped[Circle] = relationship()
    meeting: Mapped[CircleMeeting | None] = relationship()
    times: Mapped[list["PollTime"]] = relationship(
        back_populates="poll", cascade="all, delete-orphan", order_by="PollTime.starts_at"
    )

    @property
    def is_open(self) -> bool:
        """It can still be answered."""
        return self.state == ASKING


class PollTime(db.Model):
    """One of the times of a poll."""

    __tablename__ = "circle_poll_times"
    __table_args__ = (UniqueConstraint("poll_id", "starts_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("circle_polls.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)

    poll: Mapped[CirclePoll] = relationship(back_populates="times")
    answers: Mapped[list["PollAnswer"]] = relationship(cascade="all, delete-orphan")


class PollAnswer(Created, db.Model):
    """Whether one time suits one member."""

    __tablename__ = "circle_poll_answers"

    time_id: Mapped[int] = mapped_column(ForeignKey("circle_poll_times.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True)
    suits: Mapped[str] = mapped_column(String(12))

    person: Mapped[Person] = relationship()
