"""Milestones: what became of somebody, told to those whom it may reach, and the words they say to it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.accounts.models import Cohort, Person
from community.core.columns import Created, PublicId, UtcDateTime
from community.core.extensions import db
from community.core.language import _l
from community.core.secrets import EncryptedText

# What is private (loss, illness, leave) has no kind on purpose.
KINDS: dict[str, Any] = {
    "new_role": _l("New role"),
    "promotion": _l("Promotion"),
    "studies": _l("Studies"),
    "certificate": _l("Certificate"),
    "publication": _l("Publication or talk"),
    "project": _l("Project"),
    "move": _l("Move"),
    "personal": _l("Personal"),
    "small_win": _l("Small win"),
    "anniversary": _l("Mentorship anniversary"),
}
# Whom it may reach, seen from the person it is about.
MENTORSHIPS, TIES, CIRCLE, COHORT, EVERYONE = "mentorships", "ties", "circle", "cohort", "everyone"
AUDIENCES = (MENTORSHIPS, TIES, CIRCLE, COHORT, EVERYONE)
# Audiences that are a group of core.audiences, under the same name.
GROUPS = (MENTORSHIPS, TIES)

WAITING, SHARED, DECLINED, TAKEN_BACK = "waiting", "shared", "declined", "taken_back"
WORDS, APPLAUSE = "words", "applause"
WISHES = ("anniversary",)
PICTURE_SIZES = (320, 960)
LONGEST_WORDS, LONGEST_ALT, LONGEST_CONGRATULATION = 4000, 300, 2000
IS_SHARED = "shared_at IS NOT NULL"
# Mails, links and contacts name a row by its id: no other row may ever get it (SQLite gives that of a deleted one again).
NEVER_AGAIN = {"sqlite_autoincrement": True}


def _of_shared(name: str, *columns: str) -> Index:
    """An index over what is shared: what waits or is gone is never met on the way through it."""
    return Index(f"ix_milestones_{name}", *columns, sqlite_where=text(IS_SHARED), postgresql_where=text(IS_SHARED))


class Milestone(PublicId, Created, db.Model):
    """Something good that happened to `subject`, told by `author` (mostly the same person).

    What is told about somebody else waits until its subject has said yes. `shared_at` is set as long as others may read
    it, and only then. `revision` rises with every change, so that nobody says yes to words they have not read.
    `wider_…`: one of the two would like more people to read it; until the other says yes too, nothing changes.
    """

    __tablename__ = "milestones"
    __table_args__ = (
        CheckConstraint("(state = 'shared') = (shared_at IS NOT NULL)", name="shared"),
        CheckConstraint("(audience = 'cohort') = (cohort_id IS NOT NULL)", name="cohort"),
        CheckConstraint("(audience = 'circle') = (circle_id IS NOT NULL)", name="circle"),
        # What is asked of each milestone of one's people stands in it: 500 people are looked up without reading their rows.
        _of_shared("of_subject", "subject_id", "shared_at", "id", "audience", "cohort_id", "circle_id", "author_id"),
        _of_shared("newest", "audience", "shared_at", "id"),
        _of_shared("newest_of_kind", "audience", "kind", "shared_at", "id"),
        _of_shared("of_cohort", "cohort_id", "shared_at", "id"),
        _of_shared("of_circle", "circle_id", "shared_at", "id"),
        Index(None, "author_id", "subject_id"),
        Index(None, "subject_id", "state"),
        NEVER_AGAIN,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    subject_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(16))
    on: Mapped[date]
    words: Mapped[str] = mapped_column(Text)
    picture: Mapped[str | None] = mapped_column(String(64), index=True)
    picture_alt: Mapped[str] = mapped_column(String(LONGEST_ALT), default="")
    picture_width: Mapped[int | None]  # of its largest size
    picture_height: Mapped[int | None]
    audience: Mapped[str] = mapped_column(String(16))
    cohort_id: Mapped[int | None] = mapped_column(ForeignKey("cohorts.id", ondelete="CASCADE"))
    # Known by the name of its table: what else circles are is theirs (core.audiences.named_groups).
    circle_id: Mapped[int | None] = mapped_column(ForeignKey("circles.id", ondelete="CASCADE"))

    state: Mapped[str] = mapped_column(String(12))
    revision: Mapped[int] = mapped_column(default=1)
    shared_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    edited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reworded: Mapped[bool] = mapped_column(default=False, server_default=false())  # by its subject, told by another
    wider_audience: Mapped[str | None] = mapped_column(String(16))
    wider_cohort_id: Mapped[int | None] = mapped_column(ForeignKey("cohorts.id", ondelete="SET NULL"))
    wider_circle_id: Mapped[int | None] = mapped_column(ForeignKey("circles.id", ondelete="SET NULL"))
    wider_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))

    author: Mapped[Person] = relationship(foreign_keys=[author_id])
    subject: Mapped[Person] = relationship(foreign_keys=[subject_id])
    cohort: Mapped[Cohort | None] = relationship(foreign_keys=[cohort_id])
    wider_cohort: Mapped[Cohort | None] = relationship(foreign_keys=[wider_cohort_id])

    @property
    def is_own(self) -> bool:
        """Whether somebody tells it of themselves."""
        return self.author_id == self.subject_id

    @property
    def is_shared(self) -> bool:
        """Whether others may read it."""
        return self.state == SHARED

    @property
    def waits(self) -> bool:
        """Whether its author waits for the subject's yes. A no is never shown: it waits on."""
        return self.state in (WAITING, DECLINED)

    def is_of(self, person: Any) -> bool:
        """Whether the person tells it, or it is told of them."""
        return person.id in (self.author_id, self.subject_id)


class Congratulation(PublicId, Created, db.Model):
    """What somebody said to a milestone, or quiet applause; once each.

    It keeps the audience the milestone had when it was said: who said it said it to those.
    """

    __tablename__ = "congratulations"
    __table_args__ = (
        UniqueConstraint("milestone_id", "person_id", "kind"),
        Index(None, "person_id", "milestone_id"),
        Index(None, "milestone_id", "id"),
        NEVER_AGAIN,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestones.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(8))
    words: Mapped[str] = mapped_column(Text, default="")
    audience: Mapped[str] = mapped_column(String(16))
    cohort_id: Mapped[int | None] = mapped_column(ForeignKey("cohorts.id", ondelete="CASCADE"), index=True)
    circle_id: Mapped[int | None] = mapped_column(ForeignKey("circles.id", ondelete="CASCADE"), index=True)
    edited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    thanks: Mapped[str] = mapped_column(EncryptedText, default="")
    thanks_openly: Mapped[bool] = mapped_column(default=False)
    thanked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    milestone: Mapped[Milestone] = relationship()
    person: Mapped[Person] = relationship()


class MilestoneReading(db.Model):
    """How far somebody has read what their people share: everything up to then has been seen."""

    __tablename__ = "milestone_readings"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    read_until: Mapped[datetime] = mapped_column(UtcDateTime)


class MilestoneOpening(db.Model):
    """Somebody has opened this milestone, last at `opened_at`."""

    __tablename__ = "milestone_openings"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    milestone_id: Mapped[int] = mapped_column(
        ForeignKey("milestones.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)


class MilestoneWish(db.Model):
    """Somebody would like to be reminded of days of this kind; without a row there is no reminder."""

    __tablename__ = "milestone_wishes"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
