"""The log of what coordinators looked at and changed: added to, never altered."""

from typing import Any

from sqlalchemy.orm import Session

from community.accounts.models import Person
from community.coordination.models import LogEntry
from community.core.extensions import db


def note(actor: Person | None, what: str, person: Person | None = None, **told: Any) -> None:
    """Write down who did what, and to whom, in the transaction of the deed. `actor` None: on the command line."""
    db.session.add(_entry(actor and actor.id, what, person and person.id, told))


def note_aside(session: Session, actor_id: int, what: str, person_id: int, **told: Any) -> None:
    """The same beside a page that only reads (database.write_aside)."""
    session.add(_entry(actor_id, what, person_id, told))


def _entry(actor_id: int | None, what: str, person_id: int | None, told: dict[str, Any]) -> LogEntry:
    return LogEntry(actor_id=actor_id, what=what, person_id=person_id, told=told)
