"""Noting that somebody was there: what is new for them afterwards, and which calls by name they have seen. Beside a page that
only reads, in a transaction of its own."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from community.circles import queries
from community.circles.models import CircleMember, CircleMention, CirclePost
from community.core import clock
from community.core.database import write_aside

A_WHILE = timedelta(minutes=5)


def note_talk_seen(seat: CircleMember, newest_at: Any = None) -> None:
    """The member has seen the discussion up to now; `newest_at`: when something was last said in it. It writes at once when there
    was something new, and now and then otherwise."""
    seen_at = seat.seen_at
    if seen_at is None or (newest_at or seen_at) > seen_at or clock.now() - seen_at >= A_WHILE:
        ids = select(CirclePost.id).where(CirclePost.circle_id == seat.circle_id)
        write_aside(lambda aside: _note(aside, seat.id, seat.person_id, ids))


def note_thread_seen(person_id: int, begun: CirclePost) -> None:
    """The member has seen one conversation: whoever called them by name in it has been heard."""
    if not queries.is_called_in(begun.id, person_id):
        return
    ids = select(CirclePost.id).where((CirclePost.id == begun.id) | (CirclePost.thread_id == begun.id))
    write_aside(lambda aside: _note(aside, None, person_id, ids))


def _note(aside: Session, seat_id: int | None, person_id: int, post_ids: Any) -> None:
    now = clock.now()
    if seat_id is not None:
        aside.execute(update(CircleMember).where(CircleMember.id == seat_id).values(seen_at=now))
    unseen = (CircleMention.person_id == person_id, CircleMention.seen_at.is_(None))
    aside.execute(update(CircleMention).where(*unseen, CircleMention.post_id.in_(post_ids)).values(seen_at=now))
