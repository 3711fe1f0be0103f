"""Circles and who belongs to them: what a circle says of itself to others, and one row for each person who has to do with it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from community.accounts.models import Person
from community.core.columns import Created, JsonColumn, PublicId, UtcDateTime
from community.core.extensions import db
from community.core.secrets import EncryptedText
from community.core.text import fold

SMALLEST, USUAL_SIZE, LARGEST = 4, 6, 20
USUAL_MEETINGS, MOST_MEETINGS = 6, 24
USUAL_MINUTES = 75
LENGTHS = (30, 45, 60, 75, 90, 120)  # minutes of a meeting
RHYTHMS = ("week", "fortnight", "month")
MODES = ("remote", "in_person", "either")
JOINING = ("open", "on_request", "by_invitation")
RUNNING, CLOSING, ENDED = STATES = ("running", "closing", "ended")
LONGEST_NAME, LONGEST_PURPOSE, LONGEST_PLACE, LONGEST_WORDS = 80, 600, 120, 600
MOST_TOPICS, LONGEST_TOPIC = 5, 40

# Standing of a person with a circle. OFFERED: the first of the waiting list, for whom a place is kept until a date.
IN, ASKED, INVITED, WAITING, OFFERED = "in", "asked", "invited", "waiting", "offered"
# DECLINED: they said no to an invitation. NOT_NOW: the facilitator said no to their request.
LEFT, DECLINED, REMOVED, NOT_NOW = "left", "declined", "removed", "not_now"
MEMBER_STATES = (IN, ASKED, INVITED, WAITING, OFFERED, LEFT, DECLINED, REMOVED, NOT_NOW)
# The way into facilitating: none yet, then one step after the other.
STEPS = ("shadow", "co_facilitate", "lead")


class Circle(PublicId, Created, db.Model):
    """A small group that meets. Name, purpose, topics and place are what members outside may read of a listed one.

    `taken`: places taken or kept (IN and OFFERED), written only by whoever holds the row's lock. `charter_number`: the newest
    version of the charter; until `charter_binds_at` whoever signed `charter_bound_number` or later may still take part.
    `asked_to_facilitate_id`: whom the facilitator asked to take over from them. `history_from`: newcomers read what was
    written since then; None: since they joined. `review_on`: when to ask whether the charter still fits. `opened_until`:
    until when two coordinators can read what is inside, or could the last time; None: never.
    """

    __tablename__ = "circles"
    __table_args__ = (
        CheckConstraint(f"size BETWEEN {SMALLEST} AND {LARGEST}", name="size"),
        CheckConstraint("taken >= 0 AND taken <= size", name="taken"),
        Index(None, "state", "is_listed", "created_at"),
        Index(None, "facilitator_id"),
        Index(None, "starter_id", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    name_folded: Mapped[str] = mapped_column(String(2 * LONGEST_NAME))
    found_by: Mapped[str] = mapped_column(Text, default="")  # folded words of what others may read
    purpose: Mapped[str] = mapped_column(Text)
    topics: Mapped[list[str]] = mapped_column(JsonColumn, default=list)
    language: Mapped[str] = mapped_column(String(12), default="en")
    mode: Mapped[str] = mapped_column(String(12), default="remote")
    place: Mapped[str] = mapped_column(String(LONGEST_PLACE), default="")
    size: Mapped[int] = mapped_column(default=USUAL_SIZE)
    taken: Mapped[int] = mapped_column(default=0)
    planned_meetings: Mapped[int] = mapped_column(default=USUAL_MEETINGS)
    rhythm: Mapped[str] = mapped_column(String(12), default="month")
    minutes: Mapped[int] = mapped_column(default=USUAL_MINUTES)
    joining: Mapped[str] = mapped_column(String(16), default="on_request")
    is_listed: Mapped[bool] = mapped_column(default=True)
    takes_turns: Mapped[bool] = mapped_column(default=False)
    starter_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    facilitator_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    stand_in_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    asked_to_facilitate_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    state: Mapped[str] = mapped_column(String(12), default=RUNNING)
    closing_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    renewed_from_id: Mapped[int | None] = mapped_column(ForeignKey("circles.id", ondelete="SET NULL"))
    charter_number: Mapped[int] = mapped_column(default=0)
    charter_bound_number: Mapped[int] = mapped_column(default=0)
    charter_binds_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    history_from: Mapped[datetime | None] = mapped_column(UtcDateTime)
    opened_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    review_on: Mapped[date | None] = mapped_column(index=True)

    facilitator: Mapped[Person | None] = relationship(foreign_keys=[facilitator_id])
    stand_in: Mapped[Person | None] = relationship(foreign_keys=[stand_in_id])

    @validates("name", "purpose", "place", "topics")
    def _fold_words(self, key: str, value: Any) -> Any:
        told = {name: getattr(self, name) for name in ("name", "purpose", "place", "topics")} | {key: value}
        self.name_folded = fold(told["name"])[: 2 * LONGEST_NAME]
        self.found_by = found_by(**told)
        return value

    @property
    def is_full(self) -> bool:
        """Every place is taken or kept for somebody."""
        return self.taken >= self.size

    @property
    def is_ended(self) -> bool:
        """Nothing is written any more; its members may still read."""
        return self.state == ENDED

    @property
    def is_running(self) -> bool:
        """It meets and takes people in."""
        return self.state == RUNNING

    def bound_number(self, now: datetime) -> int:
        """The oldest version of the charter with which one may take part at that moment."""
        grace = self.charter_binds_at is not None and now < self.charter_binds_at
        return self.charter_bound_number if grace else self.charter_number


def found_by(name: str | None, purpose: str | None, place: str | None, topics: list[str] | None) -> str:
    """The folded words by which a circle is found; each topic between bars, so that it can be looked for as a whole."""
    words = " ".join(fold(text) for text in (name, purpose, place))
    return f"{words}|{''.join(fold(topic) + '|' for topic in topics or ())}"


class CircleMember(PublicId, Created, db.Model):
    """What a person has to do with a circle: member, asked, invited, waiting, gone. One row for the two.

    `signed_number`: the newest version of the charter they signed (0: none). `reads_from`: what was written before it is not
    theirs to read. `seen_at`: until when they have seen the discussion. `words`: why they would like to join, for the facilitator.
    """

    __tablename__ = "circle_members"
    __table_args__ = (
        UniqueConstraint("circle_id", "person_id"),
        Index(None, "person_id", "state"),
        Index(None, "circle_id", "state", "since"),
        Index(None, "state", "kept_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    circle_id: Mapped[int] = mapped_column(ForeignKey("circles.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(String(12))
    since: Mapped[datetime] = mapped_column(UtcDateTime)  # in this state; the order of the waiting list
    words: Mapped[str | None] = mapped_column(EncryptedText)
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    kept_until: Mapped[datetime | None] = mapped_column(UtcDateTime)  # the place offered from the waiting list
    joined_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reads_from: Mapped[datetime | None] = mapped_column(UtcDateTime)
    signed_number: Mapped[int] = mapped_column(default=0)
    signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    step: Mapped[str | None] = mapped_column(String(16))

    circle: Mapped[Circle] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])

    @property
    def is_in(self) -> bool:
        """They are a member of the circle (or were until it ended)."""
        return self.state == IN

    @property
    def facilitates(self) -> bool:
        """They hold the circle together. Needs `circle` loaded."""
        return self.is_in and self.circle.facilitator_id == self.person_id

    @property
    def may_facilitate(self) -> bool:
        """The facilitator, or the stand-in. Needs `circle` loaded."""
        return self.is_in and self.person_id in (self.circle.facilitator_id, self.circle.stand_in_id)

    def has_signed(self, circle: Circle, now: datetime) -> bool:
        """They signed the charter that holds in their circle at that moment."""
        return 0 < self.signed_number >= circle.bound_number(now)
