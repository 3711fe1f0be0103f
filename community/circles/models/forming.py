"""Circles formed from a list: who would like one, and the drafts in which coordinators put people together."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.accounts.models import Person
from community.circles.models.circles import USUAL_MEETINGS, USUAL_MINUTES, USUAL_SIZE, Circle
from community.core.columns import Created, JsonColumn, PublicId, UtcDateTime
from community.core.extensions import db
from community.core.secrets import EncryptedJson

COMPUTING, DRAFT, RELEASING, RELEASED, DROPPED = "computing", "draft", "releasing", "released", "dropped"
SMALLEST_FORMED, LARGEST_FORMED = 4, 8
MOST_LANGUAGES = 3


class CircleWish(PublicId, Created, db.Model):
    """Somebody would like a circle. One row a person, gone when they take it back or are invited into a circle.

    `topics` is encrypted: what somebody would like to talk about is for the coordinators who form circles. `hours`: when they
    have time, in their own zone, as "2-evening" (weekday and part of the day). `times_left`: how often no place was found.
    """

    __tablename__ = "circle_wishes"
    __table_args__ = (Index(None, "created_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), unique=True)
    topics: Mapped[list[str]] = mapped_column(EncryptedJson)
    languages: Mapped[list[str]] = mapped_column(JsonColumn, default=list)
    hours: Mapped[list[str]] = mapped_column(JsonColumn, default=list)
    mode: Mapped[str] = mapped_column(String(12), default="remote")
    place: Mapped[str] = mapped_column(String(120), default="")
    would_facilitate: Mapped[bool] = mapped_column(default=False)
    times_left: Mapped[int] = mapped_column(default=0)

    person: Mapped[Person] = relationship(innerjoin=True)


class Forming(PublicId, Created, db.Model):
    """One attempt at putting everybody on the list into circles: computed by the worker, changed by hand, released or dropped.

    `seed` makes it repeatable. `quality`: how good the circles are, between 0 and 1.
    """

    __tablename__ = "circle_formings"

    id: Mapped[int] = mapped_column(primary_key=True)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    state: Mapped[str] = mapped_column(String(12), default=COMPUTING, index=True)
    smallest: Mapped[int] = mapped_column(default=SMALLEST_FORMED)
    size: Mapped[int] = mapped_column(default=USUAL_SIZE)
    largest: Mapped[int] = mapped_column(default=LARGEST_FORMED)
    minutes: Mapped[int] = mapped_column(default=USUAL_MINUTES)
    planned_meetings: Mapped[int] = mapped_column(default=USUAL_MEETINGS)
    seed: Mapped[int] = mapped_column(default=1)
    quality: Mapped[float | None]
    computed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def is_draft(self) -> bool:
        """It can be looked at and changed by hand."""
        return self.state == DRAFT

    @property
    def is_under_way(self) -> bool:
        """The worker has it in hand."""
        return self.state in (COMPUTING, RELEASING)


class FormingGroup(PublicId, db.Model):
    """A circle to be: its name, and once released the circle that came of it."""

    __tablename__ = "circle_forming_groups"
    __table_args__ = (UniqueConstraint("forming_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    forming_id: Mapped[int] = mapped_column(ForeignKey("circle_formings.id", ondelete="CASCADE"))
    number: Mapped[int]
    circle_id: Mapped[int | None] = mapped_column(ForeignKey("circles.id", ondelete="SET NULL"), index=True)

    forming: Mapped[Forming] = relationship(innerjoin=True)
    circle: Mapped[Circle | None] = relationship()


class FormingPlace(PublicId, db.Model):
    """Where somebody of the list stands in a draft: in a group, or in none and why (a code of forming.REASONS)."""

    __tablename__ = "circle_forming_places"
    __table_args__ = (UniqueConstraint("forming_id", "person_id"), Index(None, "group_id"), Index(None, "person_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    forming_id: Mapped[int] = mapped_column(ForeignKey("circle_formings.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("circle_forming_groups.id", ondelete="SET NULL"))
    reason: Mapped[str | None] = mapped_column(String(16))
    by_hand: Mapped[bool] = mapped_column(default=False)
    offers: Mapped[bool] = mapped_column(default=False)

    forming: Mapped[Forming] = relationship(innerjoin=True)
    group: Mapped[FormingGroup | None] = relationship()
    person: Mapped[Person] = relationship(innerjoin=True)
