"""What somebody has seen (noted beside pages that only read), and of which days they would like to be reminded."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from community.accounts.models import Person
from community.core import clock
from community.core.database import somebody_was_quicker, write_aside
from community.core.errors import Invalid
from community.core.extensions import db
from community.core.language import _l
from community.milestones import queries
from community.milestones.models import WISHES, Milestone, MilestoneOpening, MilestoneReading, MilestoneWish

A_WHILE = timedelta(minutes=5)


def note_feed_read(actor: Person, newest: datetime | None = None) -> None:
    """The actor has read what their people share, up to now; `newest`: when the last of it was shared. Call it from the page
    that shows it; it writes beside it, at once when there was something new and now and then otherwise."""
    read_until = queries.read_until(actor)
    something_new = read_until is not None and newest is not None and newest > read_until
    if read_until is None or something_new or clock.now() - read_until >= A_WHILE:
        _note(MilestoneReading, {"person_id": actor.id}, "read_until")


def note_opened(actor: Person, milestone: Milestone) -> None:
    """The actor has opened this milestone. Call it from its page; it writes beside it.

    Each time for its subject (mails tell only of what they have not seen), now and then for others.
    """
    known = db.session.get(MilestoneOpening, (actor.id, milestone.id))
    if known is None or actor.id == milestone.subject_id or clock.now() - known.opened_at >= A_WHILE:
        _note(MilestoneOpening, {"person_id": actor.id, "milestone_id": milestone.id}, "opened_at")


def _note(model: Any, key: dict[str, int], column: str) -> None:
    now = clock.now()
    row = [getattr(model, name) == value for name, value in key.items()]

    def write(aside: Session) -> None:
        changed: Any = aside.execute(update(model).where(*row).values({column: now}))
        if changed.rowcount == 0:
            aside.execute(insert(model).values({**key, column: now}))

    try:
        write_aside(write)
    except IntegrityError as error:  # opened in two windows at once: one note is enough
        if not somebody_was_quicker(error):
            raise


def set_wishes(actor: Person, *, kinds: Collection[str]) -> None:
    """Say of which kinds of days one would like to be reminded; of no others. Refuses (Invalid) a kind there is not."""
    if not set(kinds) <= set(WISHES):
        raise Invalid(_l("Please choose among the kinds there are."), field="kinds")
    db.session.execute(delete(MilestoneWish).where(MilestoneWish.person_id == actor.id))
    db.session.add_all(MilestoneWish(person_id=actor.id, kind=kind) for kind in sorted(set(kinds)))
    db.session.flush()
