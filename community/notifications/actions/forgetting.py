"""Taking notices out of inboxes: of what one may not see any more, and of what has been kept long enough."""

from collections.abc import Collection

from sqlalchemy import delete, func, select, update

from community.core.extensions import db
from community.notifications import queries
from community.notifications.actions.reading import count_held, hold_inbox
from community.notifications.models import Notice


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


def _let_the_newest_stand(people: Collection[int], things: Collection[str]) -> None:
    left = (
        select(func.max(Notice.id))
        .where(Notice.person_id.in_(people), Notice.thing.in_(things))
        .group_by(Notice.person_id, Notice.thing)
    )
    newest = update(Notice).where(Notice.id.in_(left), ~Notice.is_newest).values(is_newest=True)
    db.session.execute(newest, execution_options={"synchronize_session": False})
