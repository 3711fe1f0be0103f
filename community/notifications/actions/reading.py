"""What becomes of a notice that its owner has read, and the number at their inbox.

Whoever changes notices holds the inbox meanwhile, so that two at once do not count past each other: the number is counted again
from the rows, in a statement that begins when the other has ended.
"""

from collections.abc import Collection

from sqlalchemy import Table, bindparam, func, select, update
from sqlalchemy.orm import Session

from community.accounts.models import Person
from community.core import clock
from community.core.database import write_aside
from community.core.extensions import db
from community.core.prepared import run
from community.notifications.models import Notice

_people: Table = Person.__table__  # type: ignore[assignment]
_THESE = _people.c.id.in_(bindparam("people", expanding=True))
_HELD = select(_people.c.id).where(_THESE).order_by(_people.c.id).with_for_update(key_share=True)
_UNREAD = select(func.count()).where(Notice.person_id == _people.c.id, Notice.read_at.is_(None)).scalar_subquery()
_COUNT = update(_people).where(_THESE).values(unread_notices=_UNREAD)


def hold_inbox(*person_ids: int, session: Session | None = None) -> None:
    """Hold inboxes until the transaction ends. Whoever needs somebody's wishes too takes those first (hold_wishes)."""
    run(_HELD, session, people=person_ids)


def count_unread(*person_ids: int) -> None:
    """Let the number at the inboxes of these people be true again."""
    hold_inbox(*person_ids)
    count_held(*person_ids)


def count_held(*person_ids: int, session: Session | None = None) -> None:
    """The same, by who holds these inboxes already."""
    run(_COUNT, session, people=person_ids)


def mark_read(notice: Notice) -> None:
    """Its owner has read this notice, and with it what the inbox folds beneath it: the earlier ones of the same thing."""
    hold_inbox(notice.person_id)
    _read(Notice.person_id == notice.person_id, Notice.thing == notice.thing, Notice.id <= notice.id)
    count_held(notice.person_id)


def mark_unread(notice: Notice) -> None:
    """Its owner would like to come back to this notice."""
    hold_inbox(notice.person_id)
    notice.read_at = None
    db.session.flush()
    count_held(notice.person_id)


def mark_all_read(newest: Notice) -> None:
    """The owner of this notice has read everything up to it: what came after they looked stays unread."""
    hold_inbox(newest.person_id)
    _read(Notice.person_id == newest.person_id, Notice.id <= newest.id)
    count_held(newest.person_id)


def note_seen(person_id: int, notice_ids: Collection[int]) -> None:
    """Somebody has seen on the site what these notices of theirs are about. Beside a page that only reads."""
    write_aside(lambda aside: _note_seen(aside, person_id, notice_ids))


def settle(person_id: int, notice_ids: Collection[int]) -> None:
    """These notices of somebody wait for nothing any more: they count as read."""
    hold_inbox(person_id)
    _read(Notice.person_id == person_id, Notice.id.in_(notice_ids))
    count_held(person_id)


def _note_seen(aside: Session, person_id: int, notice_ids: Collection[int]) -> None:
    hold_inbox(person_id, session=aside)
    _read(Notice.person_id == person_id, Notice.id.in_(notice_ids), session=aside)
    count_held(person_id, session=aside)


def _read(*which: object, session: Session | None = None) -> None:
    now_read = update(Notice).where(*which, Notice.read_at.is_(None)).values(read_at=clock.now())  # type: ignore[arg-type]
    (session or db.session).execute(now_read)
