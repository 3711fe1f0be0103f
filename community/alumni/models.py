"""What people tell about themselves, who may read it, and the values the directory filters by."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship, remote

from community.accounts.models import Availability, Person
from community.alumni.fields import UNASKED
from community.core import clock
from community.core.columns import JsonColumn, UtcDateTime
from community.core.extensions import db

CHECK_AFTER_DAYS = 365
MIDDLE_RANK = 5 * 100_000


class Profile(db.Model):
    """The profile of one person. Name, pronouns, portrait, zone and address live at the person, their audiences here."""

    __tablename__ = "profiles"
    __table_args__ = (Index(None, "directory_rank", "person_id"), Index(None, "checked_on"))

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    headline: Mapped[str] = mapped_column(String(160), default="")
    about: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(String(120), default="")
    languages: Mapped[list[str]] = mapped_column(JsonColumn, default=list)
    work_role: Mapped[str] = mapped_column(String(120), default="")
    work_organisation: Mapped[str] = mapped_column(String(120), default="")
    work_field: Mapped[str] = mapped_column(String(80), default="")
    offers: Mapped[list[str]] = mapped_column(JsonColumn, default=list)
    wants: Mapped[list[str]] = mapped_column(JsonColumn, default=list)
    learning: Mapped[str] = mapped_column(Text, default="")
    contact: Mapped[str] = mapped_column(Text, default="")
    dont_ask: Mapped[str] = mapped_column(Text, default="")
    links: Mapped[list[str]] = mapped_column(JsonColumn, default=list)
    portrait_alt: Mapped[str] = mapped_column(String(200), default="")
    audiences: Mapped[dict[str, str]] = mapped_column(JsonColumn, default=dict)
    directory_rank: Mapped[int] = mapped_column(default=MIDDLE_RANK)
    checked_on: Mapped[date] = mapped_column(default=clock.today)
    check_asked_on: Mapped[date | None]
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now, onupdate=clock.now)

    person: Mapped[Person] = relationship(innerjoin=True)
    availability: Mapped[Availability] = relationship(
        primaryjoin=lambda: foreign(Profile.person_id) == remote(Availability.person_id),
        viewonly=True,
        uselist=False,
    )

    def audience_of(self, key: str) -> str:
        """Who may read a field."""
        return self.audiences.get(key, UNASKED)

    def is_due_for_check(self, today: date) -> bool:
        """Whether a year has passed since its owner last said "still me"."""
        return (today - self.checked_on).days >= CHECK_AFTER_DAYS


class Facet(db.Model):
    """A value somebody can be filtered by: derived from profile and cohorts whenever they change, never edited.

    Its audience is the field's; queries reach it through permissions.facets_visible_to alone.
    """

    __tablename__ = "facets"
    __table_args__ = (Index(None, "kind", "value", "audience", "person_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    value: Mapped[str] = mapped_column(String(160), primary_key=True)
    label: Mapped[str] = mapped_column(String(260))
    audience: Mapped[str] = mapped_column(String(8))


class FacetValue(db.Model):
    """A value that all members may filter by, and how many present people show it: orders the choices, is never shown."""

    __tablename__ = "facet_values"
    __table_args__ = (Index(None, "kind", "people"),)

    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    value: Mapped[str] = mapped_column(String(160), primary_key=True)
    label: Mapped[str] = mapped_column(String(260))
    people: Mapped[int]
