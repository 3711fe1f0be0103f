"""The check-in of a meeting: a few questions, and what each member answers."""

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.accounts.models import Person
from community.circles.models.meetings import CircleMeeting
from community.core.columns import Created, PublicId
from community.core.extensions import db
from community.core.secrets import EncryptedText

MOST_QUESTIONS = 5
LONGEST_QUESTION, LONGEST_CHECKIN = 200, 1000


class CheckinQuestion(PublicId, Created, db.Model):
    """A question all members of the circle are asked before or in a meeting."""

    __tablename__ = "circle_checkin_questions"
    __table_args__ = (Index(None, "meeting_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("circle_meetings.id", ondelete="CASCADE"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    words: Mapped[str] = mapped_column(EncryptedText)

    meeting: Mapped[CircleMeeting] = relationship()


class CheckinAnswer(Created, db.Model):
    """What one member answers. There for who has answered the same question, and for nobody else."""

    __tablename__ = "circle_checkin_answers"
    __table_args__ = (UniqueConstraint("question_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("circle_checkin_questions.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    words: Mapped[str] = mapped_column(EncryptedText)

    question: Mapped[CheckinQuestion] = relationship()
    person: Mapped[Person] = relationship()
