"""Questions to what somebody wishes about their mail."""

from typing import Any

from sqlalchemy import bindparam, select

from community.accounts.models import Person
from community.core.extensions import db
from community.core.prepared import columns
from community.notifications.models import MailWishes, TopicWish

_OWNER: Any = bindparam("owner")
_HELD = select(MailWishes).where(MailWishes.person_id == _OWNER).with_for_update()
_HELD = _HELD.execution_options(populate_existing=True)
_CHOSEN = select(TopicWish.way).where(TopicWish.person_id == _OWNER, TopicWish.topic == bindparam("about"))


def wishes_of(person: Person) -> MailWishes | None:
    """What somebody allows; None: the defaults."""
    return db.session.get(MailWishes, person.id)


def wishes_held(person: Person) -> MailWishes | None:
    """What somebody allows, held until the transaction ends: two messages at once must not both take the week's last mail."""
    return db.session.scalar(_HELD, {"owner": person.id})


def way_chosen(person: Person, topic: str) -> str | None:
    """What somebody chose about a topic, or None."""
    found = columns(_CHOSEN, owner=person.id, about=topic)
    return found[0].way if found else None


def ways_of(person: Person) -> dict[str, str]:
    """What somebody chose, by topic; what they left as it was is not there."""
    chosen = select(TopicWish.topic, TopicWish.way).where(TopicWish.person_id == person.id)
    return {wish.topic: wish.way for wish in db.session.execute(chosen)}
