"""Taking notices out of inboxes: of what one may not see any more, and of what has been kept long enough; letters nobody got as well."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, func, select, update

from community.core.extensions import db
from community.core.mail import OutgoingMail
from community.notifications import queries
from community.notifications.actions.reading import count_held, hold_inbox
from community.notifications.models import LETTER_MAIL, Notice


def forget(notice_ids: Collection[int]) -> None:
    """Take these notices out of their inboxes; of each thing that stays in one, its newest notice stands for it. Twice is once."""
    owned = queries.owners_and_things(notice_ids)
    if not owned:
        return
    people, things = {owner for owner, _ in owned}, {thing for _, thing in owned}
    hold_inbox(*people)
    db.session.execute(delete(Notice).where(Notice.id.in_(notice_ids)))
    _let_the_newest_stand(people, things)
    count_held(*people)


def forget_unsent_letters(before: datetime, most: int) -> None:
    """Throw away what is left of letters that had nothing to say and went to nobody: the oldest, so many at once.

    The newest mail of all stays: SQLite would give its id to the next one, whose deliveries would be taken for those of this.
    """
    newest = select(func.max(OutgoingMail.id)).scalar_subquery()
    unsent = (OutgoingMail.kind == LETTER_MAIL, OutgoingMail.state == "dropped", OutgoingMail.created_at < before)
    oldest = (
        select(OutgoingMail.id).where(*unsent, OutgoingMail.id < newest).order_by(OutgoingMail.created_at).limit(most)
    )
    gone = delete(OutgoingMail).where(OutgoingMail.id.in_(oldest))
    db.session.execute(gone, execution_options={"synchronize_session": False})


def _let_the_newest_stand(people: Collection[int], things: Collection[str]) -> None:
    left = (
        select(func.max(Notice.id))
        .where(Notice.person_id.in_(people), Notice.thing.in_(things))
        .group_by(Notice.person_id, Notice.thing)
    )
    newest = update(Notice).where(Notice.id.in_(left), ~Notice.is_newest).values(is_newest=True)
    db.session.execute(newest, execution_options={"synchronize_session": False})
