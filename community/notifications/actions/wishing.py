"""What somebody chooses about their mail."""

from collections.abc import Collection, Mapping

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from community.accounts.models import Person
from community.core import clock
from community.core.database import somebody_was_quicker
from community.core.errors import Invalid
from community.core.extensions import db
from community.core.feature import Urgency
from community.core.language import _l
from community.core.mail import OutgoingMail
from community.notifications import queries
from community.notifications.actions.reading import hold_inbox
from community.notifications.models import WAYS, MailWishes, Notice, TopicWish
from community.notifications.topics import choosable

MOST_MAILS = 20


def set_wishes(person: Person, *, ways: Mapping[str, str], mails_a_week: int | None) -> None:
    """Take what somebody chose about each topic, and how many mails a week they allow (None: as many as the community does).

    What they leave as it was is not written down: there the topic's own way goes on. Refuses (Invalid) a number that is not
    from 0 to MOST_MAILS, and what is no topic or no way.
    """
    if mails_a_week is not None and not 0 <= mails_a_week <= MOST_MAILS:
        raise Invalid(_l("A number from 0 to %(most)s, please.", most=MOST_MAILS), field="mails_a_week")
    hold_wishes(person).mails_a_week = mails_a_week
    for topic, way in ways.items():
        _choose(person, topic, way)


def choose_way(person: Person, topic: str, way: str) -> None:
    """Take what somebody chose about one topic. Twice is once. Refuses (Invalid) what is no topic or no way."""
    hold_wishes(person)
    _choose(person, topic, way)


def keep_quiet(person: Person) -> None:
    """Somebody has become quiet: what still waits to be mailed is for their letter too, all but agreed times. Twice is once."""
    hold_wishes(person)
    _hold_back(person, [name for name, topic in choosable().items() if topic.urgency != Urgency.TIME], "letter")


def hold_wishes(person: Person) -> MailWishes:
    """Somebody's row of wishes, held until the transaction ends; made if there is none."""
    if known := queries.wishes_held(person):
        return known
    made = MailWishes(person_id=person.id)
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError as error:
        if not somebody_was_quicker(error) or (known := queries.wishes_held(person)) is None:
            raise
        return known
    return made


def _choose(person: Person, topic: str, way: str) -> None:
    known = choosable().get(topic)
    if known is None or way not in WAYS:
        raise Invalid(_l("Choose one of the ways that are offered, please."), field=topic)
    wish = db.session.get(TopicWish, (person.id, topic))
    if way == (wish.way if wish else known.way):
        return
    if wish is None:
        wish = TopicWish(person_id=person.id, topic=topic)
        db.session.add(wish)
    wish.way, wish.chosen_on = way, clock.today(person.time_zone)
    db.session.flush()
    if way != "now":
        _hold_back(person, [topic], way)


def _hold_back(person: Person, topics: Collection[str], way: str) -> None:
    """Mails about these topics that still wait to be sent go the new way too: who says "no more" gets no more.

    The mails are held before the inbox: so does whoever has just sent one.
    """
    of_topics = (Notice.person_id == person.id, Notice.topic.in_(topics), Notice.way == "now")
    waiting = OutgoingMail.state.in_(("waiting", "failed"))
    found = select(OutgoingMail.id).join(Notice, Notice.mail_id == OutgoingMail.id).where(*of_topics, waiting)
    mail_ids = db.session.scalars(found.order_by(OutgoingMail.id).with_for_update(of=OutgoingMail)).all()
    hold_inbox(person.id)
    db.session.execute(update(Notice).where(*of_topics, Notice.mail_id.in_(mail_ids)).values(way=way))
    db.session.execute(update(OutgoingMail).where(OutgoingMail.id.in_(mail_ids)).values(state="kept"))
