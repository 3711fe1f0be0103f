"""The log of what coordinators looked at and changed: added to, never altered."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from community.accounts.models import Person
from community.coordination.models import LogEntry
from community.coordination.queries.log import looked_lately
from community.core import clock
from community.core.extensions import db

ONE_LOOK = timedelta(hours=1)


def note(actor: Person | None, what: str, person: Person | None = None, **told: Any) -> None:
    """Write down who did what, and to whom, in the transaction of the deed. `actor` None: on the command line."""
    entry = LogEntry(actor_id=actor and actor.id, what=what, person_id=person and person.id, told=told)
    db.session.add(entry)


def note_look(aside: Session, actor_id: int, person_id: int) -> None:
    """Write down that somebody was looked at, beside a page that only reads. Once an hour is enough."""
    if not looked_lately(aside, actor_id, person_id, clock.now() - ONE_LOOK):
        aside.add(LogEntry(actor_id=actor_id, what="looked", person_id=person_id, told={}))
