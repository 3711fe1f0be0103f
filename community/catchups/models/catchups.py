"""Catch-ups: who asked whom for what, the times they proposed, and what each says afterwards."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.accounts.models import Person
from community.core.columns import Created, PublicId, UtcDateTime
from community.core.extensions import db
from community.core.language import _l
from community.core.secrets import EncryptedText
from community.core.wall_time import wall

KINDS: dict[str, Any] = {
    "coffee": _l("A coffee"),
    "call": _l("A call"),
    "walk": _l("A walk"),
    "meal": _l("A meal"),
    "messages": _l("An exchange of messages"),
}
MODES: dict[str, Any] = {"in_person": _l("In person"), "remote": _l("Remote")}
ANSWERS: dict[str, Any] = {"yes": _l("Yes"), "if_need_be": _l("If need be"), "no": _l("No")}
LENGTHS = (15, 30, 45, 60)
STATES = ("asked", "agreed", "happened", "missed", "cancelled", "declined", "lapsed", "withdrawn")
MOST_TIMES = 5
LONGEST_TOPIC, LONGEST_WORDS, LONGEST_PLACE = 120, 2000, 300


class CatchUp(PublicId, Created, db.Model):
    """A casual meeting of two. `turn_id`: whose answer is awaited; also while an agreed one is being moved.

    Each proposal of times begins a new `round`; `if_need_be`: its times were answered so, and who proposed them chooses.
    What the clock must do next stands in the four columns that end in `_at` below `turn_id`; each is emptied when it
    has been done or is no longer wanted. `ask_after` and `suggested_id` are what the asked person said beside "not now".
    """

    __tablename__ = "catchups"
    __table_args__ = (
        CheckConstraint("asker_id <> asked_id", name="two_people"),
        Index(None, "asker_id", "state"),
        Index(None, "asked_id", "state"),
        Index(None, "asker_id", "asked_at"),
        Index(None, "asked_id", "agreed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    asker_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    asked_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    introduced: Mapped[bool] = mapped_column(default=False, server_default=false())
    kind: Mapped[str] = mapped_column(String(16))
    mode: Mapped[str] = mapped_column(String(16))
    minutes: Mapped[int]
    topic: Mapped[str] = mapped_column(EncryptedText, default="")
    words: Mapped[str] = mapped_column(EncryptedText, default="")
    place: Mapped[str] = mapped_column(EncryptedText, default="")

    state: Mapped[str] = mapped_column(String(16), default="asked")
    round: Mapped[int] = mapped_column(default=1)
    turn_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    if_need_be: Mapped[bool] = mapped_column(default=False, server_default=false())
    remind_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    lapses_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    nudge_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    wonder_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)

    starts_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    starts_zone: Mapped[str | None] = mapped_column(String(64))
    uid: Mapped[str] = mapped_column(String(120), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)

    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    agreed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    ask_after: Mapped[date | None]
    suggested_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))

    asker: Mapped[Person] = relationship(foreign_keys=[asker_id])
    asked: Mapped[Person] = relationship(foreign_keys=[asked_id])
    times: Mapped[list["CatchUpTime"]] = relationship(
        back_populates="catchup", order_by="CatchUpTime.starts_at", cascade="all, delete-orphan"
    )
    answers: Mapped[list["CatchUpAnswer"]] = relationship(cascade="all, delete-orphan")

    @property
    def pair(self) -> tuple[int, int]:
        """The ids of the two."""
        return self.asker_id, self.asked_id

    def other_id(self, person_id: int) -> int:
        """The id of the one whom this person meets."""
        return self.asked_id if person_id == self.asker_id else self.asker_id

    def other(self, person_id: int) -> Person:
        """The one whom this person meets."""
        return self.asked if person_id == self.asker_id else self.asker

    def was_asked_by(self, person_id: int) -> bool:
        """This one of the two did the asking. Of two who were introduced to each other, neither did."""
        return person_id == self.asker_id and not self.introduced

    @property
    def is_open_to_either(self) -> bool:
        """Introduced to each other, and neither has proposed times yet: either may."""
        return self.introduced and self.round == 1

    def said_not_now(self, person_id: int) -> bool:
        """Of a declined one: this one of the two declined it."""
        return person_id == (self.ended_by_id if self.introduced else self.asked_id)

    @property
    def proposed(self) -> list["CatchUpTime"]:
        """The times of the newest proposal, earliest first."""
        return [time for time in self.times if time.round == self.round]

    @property
    def has_first_times(self) -> bool:
        """Nobody had proposed times before those of the newest proposal: they are not "other" ones."""
        return all(time.round == self.round for time in self.times)

    @property
    def offered(self) -> list["CatchUpTime"]:
        """The times among which the one whose turn it is can choose."""
        return [time for time in self.proposed if not self.if_need_be or time.answer == "if_need_be"]

    @property
    def last_to_act(self) -> Person:
        """Who waits for the other: made the newest proposal (asking without times is one too), or answered it."""
        by_id = self.proposed[0].proposed_by_id if self.proposed else self.asker_id
        return self.asked if (by_id == self.asked_id) != self.if_need_be else self.asker

    @property
    def asked_has_answered(self) -> bool:
        """The asked person has said yes or proposed times: only then do the two meet, and show each other their clocks."""
        return self.introduced or self.round > 1 or self.agreed_at is not None

    @property
    def is_exchange(self) -> bool:
        """Two people write to each other: no times, no meeting; the first answer is the yes."""
        return self.kind == "messages" and self.starts_at is None

    @property
    def is_being_moved(self) -> bool:
        """Agreed, and one of the two has proposed another time that the other has not answered yet."""
        return self.state == "agreed" and self.turn_id is not None

    def lies_ahead(self, now: datetime) -> bool:
        """Agreed and not over yet."""
        return self.state == "agreed" and self.ends_at is not None and self.ends_at > now

    def is_over(self, now: datetime) -> bool:
        """Its agreed time has passed."""
        return self.ends_at is not None and self.ends_at <= now

    def answer_of(self, person_id: int) -> bool | None:
        """What this person says about having met; None as long as they have not said."""
        return next((answer.met for answer in self.answers if answer.person_id == person_id), None)

    def rests_on_the_word_of(self, person_id: int) -> bool:
        """That they met is known from this one of the two alone."""
        return bool(self.answer_of(person_id)) and not self.answer_of(self.other_id(person_id))

    @property
    def took_place_on(self) -> date:
        """The day of the meeting, on the clock it was meant by; of an exchange, the day of the first answer."""
        if self.starts_at is not None and self.starts_zone is not None:
            return wall(self.starts_at, self.starts_zone).date()
        return (self.agreed_at or self.changed_at).date()

    def settle(self, starts_at: datetime, zone: str) -> None:
        """Put it at a time; what depends on the time follows."""
        self.starts_at, self.starts_zone = starts_at, zone
        self.ends_at = starts_at + timedelta(minutes=self.minutes)


class CatchUpTime(db.Model):
    """One proposed time. `zone`: the one on whose clock the proposer meant it. `answer`: what the other says to it."""

    __tablename__ = "catchup_times"
    __table_args__ = (UniqueConstraint("catchup_id", "round", "starts_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    catchup_id: Mapped[int] = mapped_column(ForeignKey("catchups.id", ondelete="CASCADE"))
    round: Mapped[int]
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    zone: Mapped[str] = mapped_column(String(64))
    answer: Mapped[str | None] = mapped_column(String(10))

    catchup: Mapped[CatchUp] = relationship(back_populates="times")


class CatchUpAnswer(Created, db.Model):
    """What one of the two says about having met."""

    __tablename__ = "catchup_answers"
    __table_args__ = (UniqueConstraint("catchup_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    catchup_id: Mapped[int] = mapped_column(ForeignKey("catchups.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    met: Mapped[bool]
