"""Who is who: people, how they sign in, their invitation, and whom they have blocked."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from flask_security import UserMixin
from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from community.core.columns import Created, JsonColumn, PublicId, UtcDateTime
from community.core.extensions import db
from community.core.secrets import EncryptedText
from community.core.text import fold

ROLES = ("member", "moderator", "coordinator")
STANDINGS = ("invited", "waiting", "active", "quiet", "suspended", "left")
PRESENT = ("active", "quiet")
ABSENT = tuple(standing for standing in STANDINGS if standing not in PRESENT)
CATCHUPS = ("anyone", "related", "not_now")
ROUNDS = ("yes", "ask", "no")
PEER_MENTORING = ("open", "limited", "closed")


class Person(PublicId, Created, UserMixin, db.Model):
    """A person known to the community, from the roster line that first named them onwards."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    name_folded: Mapped[str] = mapped_column(String(400), index=True)
    pronouns: Mapped[str | None] = mapped_column(String(40))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    email_bounced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    role: Mapped[str] = mapped_column(String(16), default="member", index=True)
    standing: Mapped[str] = mapped_column(String(16), default="invited", index=True)
    quiet_until: Mapped[date | None]
    suspended_until: Mapped[date | None]
    suspended_reason: Mapped[str | None] = mapped_column(Text)
    time_zone: Mapped[str] = mapped_column(String(64), default="UTC")
    language: Mapped[str] = mapped_column(String(12), default="en")
    joined_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_seen_on: Mapped[date | None]
    portrait: Mapped[str | None] = mapped_column(String(64))
    # Kept by the inbox, and here because every page shows it: it comes along with whoever is signed in.
    unread_notices: Mapped[int] = mapped_column(default=0, server_default="0")

    password: Mapped[str | None] = mapped_column(String(255))
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True, default=lambda: uuid4().hex)
    fs_webauthn_user_handle: Mapped[str] = mapped_column(String(64), unique=True, default=lambda: uuid4().hex)
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(EncryptedText)
    tf_last_counter: Mapped[int | None]
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(JsonColumn)
    tf_phone_number = None

    @validates("name")
    def _fold_name(self, key: str, name: str) -> str:
        self.name_folded = fold(name)[:400]
        return name

    @validates("email")
    def _lower_email(self, key: str, email: str) -> str:
        return email.strip().lower()

    @property
    def is_coordinator(self) -> bool:
        """Runs the programme."""
        return self.role == "coordinator"

    @property
    def is_moderator(self) -> bool:
        """Decides about reports; every coordinator is one too."""
        return self.role in {"moderator", "coordinator"}

    @property
    def is_present(self) -> bool:
        """Takes part: active, or quiet until a date of their own."""
        return self.standing in PRESENT

    @property
    def active(self) -> bool:  # type: ignore[override]
        """What the sign-in library asks before it accepts a session: nobody suspended keeps one."""
        return self.is_present

    @property
    def roles(self) -> tuple[Any, ...]:  # type: ignore[override]
        """The library's roles are not used; permissions are ours."""
        return ()

    def __repr__(self) -> str:
        return f"<Person {self.id} {self.name}>"


class Availability(db.Model):
    """What somebody is glad to be asked for, and how often. Without a row the defaults hold: `Availability()`."""

    __tablename__ = "availabilities"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    catchups: Mapped[str] = mapped_column(String(8))
    catchups_until: Mapped[date | None]  # the last day of a "not_now" ...
    catchups_then: Mapped[str] = mapped_column(String(8))  # ... and what holds after it
    catchups_per_month: Mapped[int]
    rounds: Mapped[str] = mapped_column(String(8))
    peer_mentoring: Mapped[str] = mapped_column(String(8))
    peer_capacity: Mapped[int]
    speaks_to_circles: Mapped[bool]
    volunteered_on: Mapped[date | None]

    def __init__(self, **values: Any) -> None:
        known = {
            "catchups": "anyone",
            "catchups_then": "anyone",
            "catchups_per_month": 4,
            "rounds": "ask",
        }
        known |= {"peer_mentoring": "closed", "peer_capacity": 1, "speaks_to_circles": False}
        super().__init__(**(known | values))

    def catchups_on(self, day: date) -> str:
        """Who may ask for a catch-up on that day: "anyone", "related" or "not_now"."""
        if self.catchups == "not_now" and self.catchups_until is not None and day > self.catchups_until:
            return self.catchups_then
        return self.catchups

    def takes_catchups_from(self, related: bool, day: date) -> bool:
        """Whether somebody, related to this person or not, may ask on that day (the monthly number aside)."""
        return self.catchups_on(day) == "anyone" or (related and self.catchups_on(day) == "related")


class Passkey(PublicId, Created, db.Model):
    """A passkey somebody signs in with."""

    __tablename__ = "passkeys"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1024), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger, default=0)
    transports: Mapped[list[str] | None] = mapped_column(JsonColumn)
    name: Mapped[str] = mapped_column(String(64))
    backed_up: Mapped[bool] = mapped_column(default=False)
    device_type: Mapped[str] = mapped_column(String(32), default="")
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Invitation(PublicId, Created, db.Model):
    """The invitation of one person: one row each. `serial` counts its mails; older links stay good while it is."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), unique=True)
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    state: Mapped[str] = mapped_column(String(16), default="waiting", index=True)
    serial: Mapped[int] = mapped_column(default=1)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    joined_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    bounced_reason: Mapped[str | None] = mapped_column(Text)


class EmailChange(PublicId, Created, db.Model):
    """A change of address under way: it happens when both addresses have said yes; the new one alone where the old takes no mail."""

    __tablename__ = "email_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), unique=True)
    new_email: Mapped[str] = mapped_column(String(254))
    old_confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    new_confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Registration(Created, db.Model):
    """What somebody wrote when asking to join by themselves (open registration)."""

    __tablename__ = "registrations"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), unique=True)
    words: Mapped[str] = mapped_column(Text)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Programme(PublicId, Created, db.Model):
    """A formal mentoring scheme."""

    __tablename__ = "programmes"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    name_folded: Mapped[str] = mapped_column(String(240), unique=True)

    @validates("name")
    def _fold_name(self, key: str, name: str) -> str:
        self.name_folded = fold(name)[:240]
        return name


class Cohort(PublicId, Created, db.Model):
    """One intake of a programme; `name` is mostly a year and may be empty where none was told."""

    __tablename__ = "cohorts"
    __table_args__ = (UniqueConstraint("programme_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(120), default="")

    programme: Mapped[Programme] = relationship()


class Participation(db.Model):
    """Somebody took part in a cohort, on one side: "mentor" or "coachee"."""

    __tablename__ = "participations"
    __table_args__ = (
        UniqueConstraint("person_id", "cohort_id", "side"),
        Index(None, "cohort_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohorts.id", ondelete="CASCADE"))
    side: Mapped[str] = mapped_column(String(8))

    cohort: Mapped[Cohort] = relationship()


class Block(Created, db.Model):
    """`blocker` does not want to meet `blocked`. It works both ways and is never announced."""

    __tablename__ = "blocks"
    __table_args__ = (
        UniqueConstraint("blocker_id", "blocked_id"),
        Index(None, "blocked_id", "blocker_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    blocker_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    blocked_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
