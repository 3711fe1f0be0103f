"""What becomes of a notice that its owner has read."""

from sqlalchemy import func, select, update

from community.accounts.models import Person
from community.core.extensions import db
from community.notifications.models import Notice


def count_unread(person_id: int) -> None:
    """Let the number at somebody's inbox be true again."""
    unread = select(func.count()).select_from(Notice).where(Notice.person_id == person_id, Notice.read_at.is_(None))
    count = update(Person).where(Person.id == person_id).values(unread_notices=unread.scalar_subquery())
    db.session.execute(count, execution_options={"synchronize_session": False})
