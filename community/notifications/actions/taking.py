"""Taking a message into somebody's inbox, and deciding how it reaches them."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Table, bindparam, delete, insert, update

from community.accounts.models import Person
from community.core import clock, settings
from community.core.columns import UtcDateTime
from community.core.extensions import db
from community.core.feature import Topic, Urgency
from community.core.mail.inbox import News
from community.core.prepared import run
from community.notifications import queries
from community.notifications.actions.reading import count_held, hold_inbox
from community.notifications.actions.wishing import hold_wishes
from community.notifications.models import MailWishes, Notice, NoticeName

WEEK = timedelta(days=7)

_notices: Table = Notice.__table__  # type: ignore[assignment]
_TOLD = (
    update(_notices).where(_notices.c.mail_id == bindparam("mail")).values(told_at=bindparam("at", type_=UtcDateTime()))
)
_EARLIER = (
    update(_notices)
    .where(_notices.c.person_id == bindparam("owner"), _notices.c.thing == bindparam("about"), _notices.c.is_newest)
    .values(is_newest=False)
)


def take_in(person: Person, topic: Topic, news: News) -> Notice:
    """Put a message into somebody's inbox and decide how it reaches them. Call it once for a message."""
    wishes = hold_wishes(person)
    hold_inbox(person.id)
    way = _way(person, topic, wishes)
    thing = news.thing or f"mail:{news.mail_id}"
    run(_EARLIER, owner=person.id, about=thing)
    notice = Notice(
        person_id=person.id,
        mail_id=news.mail_id,
        topic=topic.name,
        thing=thing,
        title=news.title,
        address=news.address,
        page=_page(news.address),
        way=way,
        in_budget=way == "now" and topic.urgency == Urgency.NEWS,
    )
    db.session.add(notice)
    db.session.flush()
    note_names(notice, news.names)
    count_held(person.id)
    return notice


def note_names(notice: Notice, names: Collection[int]) -> None:
    """Write down whom a notice names."""
    others = {*names} - {notice.person_id}
    if others:
        db.session.execute(insert(NoticeName), [{"notice_id": notice.id, "person_id": one} for one in sorted(others)])


def rename(notice: Notice, title: str, names: Collection[int]) -> None:
    """A notice is to say something else now, and to name these people."""
    notice.title = title
    db.session.execute(delete(NoticeName).where(NoticeName.notice_id == notice.id))
    note_names(notice, names)


def mail_went_out(mail_id: int, at: datetime) -> None:
    """The mail of a message was sent: it is told."""
    run(_TOLD, mail=mail_id, at=at)


def not_before(person: Person, topic: Topic, notice: Notice) -> datetime | None:
    """News wait a little for somebody who was here today, or a moment before midnight: what they see on the site needs no mail."""
    pause = timedelta(minutes=settings.current().mail_pause)
    if topic.urgency != Urgency.NEWS or not pause or person.last_seen_on is None:
        return None
    return notice.created_at + pause if person.last_seen_on >= (clock.now() - pause).date() else None


def _way(person: Person, topic: Topic, wishes: MailWishes) -> str:
    """How a message reaches somebody: as they chose, but not by mail in a quiet time or beyond the week's budget."""
    way = queries.way_chosen(person, topic.name) or topic.way
    if way != "now" or topic.urgency == Urgency.TIME:
        return way
    if person.standing == "quiet":
        return "letter"
    if topic.urgency == Urgency.NEWS and queries.mails_since(person, clock.now() - WEEK) >= _allowed(wishes):
        return "letter"
    return way


def _allowed(wishes: MailWishes) -> int:
    return wishes.mails_a_week if wishes.mails_a_week is not None else settings.current().mails_a_week


def _page(address: str) -> str:
    return address.partition("#")[0].partition("?")[0][:300]
