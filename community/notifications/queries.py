"""Questions to the inbox and to what its owner wishes."""

from datetime import datetime

from sqlalchemy import func, select

from community.accounts.models import Person
from community.core.extensions import db
from community.notifications.models import MailWishes, Notice, TopicWish


def wishes_held(person: Person) -> MailWishes | None:
    """What somebody allows, held until the transaction ends: two messages at once must not both take the week's last mail."""
    query = select(MailWishes).where(MailWishes.person_id == person.id).with_for_update()
    return db.session.scalar(query.execution_options(populate_existing=True))


def way_chosen(person: Person, topic: str) -> str | None:
    """What somebody chose about a topic, or None."""
    wish = (TopicWish.person_id == person.id, TopicWish.topic == topic)
    return db.session.scalar(select(TopicWish.way).where(*wish))


def mails_since(person: Person, since: datetime) -> int:
    """How many mails of somebody's budget were used since then."""
    used = (Notice.person_id == person.id, Notice.in_budget, Notice.created_at > since)
    return db.session.scalar(select(func.count()).select_from(Notice).where(*used)) or 0


def notice_of_mail(mail_id: int) -> Notice | None:
    """The notice that goes with a mail."""
    return db.session.scalar(select(Notice).where(Notice.mail_id == mail_id))
