"""What running the programme leaves behind: roster imports, invitations in their turn, and the log."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from community.accounts.models import Person
from community.core.columns import Created, JsonColumn, PublicId, UtcDateTime
from community.core.extensions import db

# asked: its columns or dates are not clear · comparing → compared: the preview · importing → done | failed · dropped
IMPORT_STATES = ("asked", "comparing", "compared", "importing", "done", "failed", "dropped")
OUTCOMES = ("new", "changed", "known", "problem")


class RosterImport(PublicId, Created, db.Model):
    """One roster on its way in, from the upload to its result. Nothing of it is known to others before "done"."""

    __tablename__ = "roster_imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    filename: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(12), default="asked", index=True)
    columns: Mapped[dict[str, int] | None] = mapped_column(JsonColumn)
    headings: Mapped[list[str] | None] = mapped_column(JsonColumn)
    date_order: Mapped[str | None] = mapped_column(String(3))
    last_line: Mapped[int] = mapped_column(default=0)
    lines_done: Mapped[int] = mapped_column(default=0)
    counts: Mapped[dict[str, int] | None] = mapped_column(JsonColumn)
    failure: Mapped[list[Any] | None] = mapped_column(JsonColumn)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    uploaded_by: Mapped[Person | None] = relationship()

    @property
    def is_under_way(self) -> bool:
        """Whether the worker has it in hand."""
        return self.state in {"comparing", "importing"}

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in {"done", "dropped"}


class RosterFile(db.Model):
    """The bytes of a roster, kept until it is imported or dropped."""

    __tablename__ = "roster_files"

    import_id: Mapped[int] = mapped_column(ForeignKey("roster_imports.id", ondelete="CASCADE"), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class RosterLine(db.Model):
    """What becomes of one line of a roster. `told`: the row or cells; `notes`: [code, values] to be said in words."""

    __tablename__ = "roster_lines"
    __table_args__ = (UniqueConstraint("import_id", "line"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("roster_imports.id", ondelete="CASCADE"))
    line: Mapped[int]
    outcome: Mapped[str] = mapped_column(String(8))
    told: Mapped[Any] = mapped_column(JsonColumn)
    notes: Mapped[list[Any]] = mapped_column(JsonColumn, default=list)


class InvitationBatch(PublicId, Created, db.Model):
    """Many people invited at once; the worker sends so many a minute."""

    __tablename__ = "invitation_batches"

    id: Mapped[int] = mapped_column(primary_key=True)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    whom: Mapped[str] = mapped_column(String(300))
    size: Mapped[int] = mapped_column(default=0)


class InvitationTurn(db.Model):
    """One person's place in the line: the row goes when the invitation has been posted."""

    __tablename__ = "invitation_turns"

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("invitation_batches.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), unique=True)


class LogEntry(Created, db.Model):
    """A coordinator looked at somebody or changed something. Written once; refuses to be changed or deleted."""

    __tablename__ = "coordination_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    what: Mapped[str] = mapped_column(String(40))
    told: Mapped[dict[str, Any]] = mapped_column(JsonColumn, default=dict)

    actor: Mapped[Person | None] = relationship(foreign_keys=[actor_id])
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])


class WrittenOnce(Exception):
    """The log can be added to and read, nothing else."""


@event.listens_for(LogEntry, "before_update")
@event.listens_for(LogEntry, "before_delete")
def _refuse(mapper: Mapper[Any], connection: Any, entry: LogEntry) -> None:
    raise WrittenOnce("An entry of the log is never changed or deleted: write another one.")
