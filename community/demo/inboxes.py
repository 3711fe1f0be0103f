"""Inboxes of the demo community: what was told over the past weeks, most of it read, and what still waits for an answer."""

from datetime import timedelta
from itertools import groupby

from sqlalchemy import select

from community.core import clock, registry
from community.core.extensions import db
from community.core.feature import Urgency
from community.notifications import actions
from community.notifications.models import Notice

NEWEST, MOST_UNREAD = 2, 5  # unread: the newest, and requests nobody has answered


def give_a_past() -> None:
    """All was told while the community was built: let it have been told over the weeks before, and let most of it be read."""
    notices = db.session.scalars(select(Notice).order_by(Notice.person_id, Notice.id.desc()))
    for person_id, newest_first in groupby(notices, key=lambda notice: notice.person_id):
        unread = 0
        for place, notice in enumerate(newest_first):
            waits = unread < MOST_UNREAD and (place < NEWEST or _waits_for_an_answer(notice))
            _date(notice, place, is_read=not waits)
            unread += waits
        db.session.flush()
        actions.count_unread(person_id)


def _date(notice: Notice, place: int, *, is_read: bool) -> None:
    """The newer, the closer together: the tenth lies two weeks back, the twentieth two months."""
    now = clock.now()
    notice.created_at = now - timedelta(hours=2 + 4 * place * (place + 1))
    if is_read:
        notice.read_at = min(now, notice.created_at + timedelta(hours=5))


def _waits_for_an_answer(notice: Notice) -> bool:
    topics = registry.of_app().topics.values()
    return any(topic.name == notice.topic and topic.urgency == Urgency.REQUEST for topic in topics)
