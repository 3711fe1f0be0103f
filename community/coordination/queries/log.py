"""The log of what coordinators looked at and changed."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from community.accounts.models import Person
from community.coordination.models import LogEntry
from community.core.paging import Page, keyset

SHORT = (Person.id, Person.public_id, Person.name)


def entries(person: Person | None = None, after: str | None = None, size: int = 50) -> Page[LogEntry]:
    """Entries, newest first; about one person when asked."""
    found = select(LogEntry).options(
        joinedload(LogEntry.actor).load_only(*SHORT), joinedload(LogEntry.person).load_only(*SHORT)
    )
    if person is not None:
        found = found.where(LogEntry.person_id == person.id)
    return keyset(found, key=[(LogEntry.id, "desc")], after=after, size=size)


def looked_lately(session: Session, actor_id: int, person_id: int, since: datetime) -> bool:
    """Whether this look has been written down already; opening a page five times is one look."""
    found = select(LogEntry.id).where(
        LogEntry.actor_id == actor_id,
        LogEntry.person_id == person_id,
        LogEntry.what == "looked",
        LogEntry.created_at >= since,
    )
    return session.execute(found.limit(1)).first() is not None
