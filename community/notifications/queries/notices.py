"""Questions to the inbox."""

from datetime import datetime

from sqlalchemy import func, select

from community.accounts.models import Person
from community.core.extensions import db
from community.notifications.models import Notice


def mails_since(person: Person, since: datetime) -> int:
    """How many mails of somebody's budget were used since then."""
    used = (Notice.person_id == person.id, Notice.in_budget, Notice.created_at > since)
    return db.session.scalar(select(func.count()).select_from(Notice).where(*used)) or 0


def notice_of_mail(mail_id: int) -> Notice | None:
    """The notice that goes with a mail."""
    return db.session.scalar(select(Notice).where(Notice.mail_id == mail_id))
