"""Questions to what somebody wishes about their mail."""

from sqlalchemy import select

from community.accounts.models import Person
from community.core.extensions import db
from community.notifications.models import MailWishes, TopicWish


def wishes_of(person: Person) -> MailWishes | None:
    """What somebody allows; None: the defaults."""
    return db.session.get(MailWishes, person.id)


def wishes_held(person: Person) -> MailWishes | None:
    """What somebody allows, held until the transaction ends: two messages at once must not both take the week's last mail."""
    query = select(MailWishes).where(MailWishes.person_id == person.id).with_for_update()
    return db.session.scalar(query.execution_options(populate_existing=True))


def way_chosen(person: Person, topic: str) -> str | None:
    """What somebody chose about a topic, or None."""
    wish = (TopicWish.person_id == person.id, TopicWish.topic == topic)
    return db.session.scalar(select(TopicWish.way).where(*wish))


def ways_of(person: Person) -> dict[str, str]:
    """What somebody chose, by topic; what they left as it was is not there."""
    chosen = select(TopicWish.topic, TopicWish.way).where(TopicWish.person_id == person.id)
    return {wish.topic: wish.way for wish in db.session.execute(chosen)}
