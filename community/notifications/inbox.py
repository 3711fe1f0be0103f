"""The inbox as core's mail asks it (core/mail/inbox.py): take a message in, decide its way, and know what was seen."""

from datetime import datetime
from typing import Any

from flask import url_for

from community.accounts.models import Person
from community.core import clock
from community.core.feature import Topic, Urgency
from community.core.mail.inbox import Footing, Meanwhile, News, Way
from community.notifications import actions, queries
from community.notifications.hours import next_morning
from community.notifications.links import off_token
from community.notifications.models import LETTER_MAIL


class OurInbox:
    """What every message for a member passes."""

    def take(self, person: Person, topic: Topic, news: News) -> Way:
        """Put a message into the inbox and decide its way. Twice is once."""
        notice = queries.notice_of_mail(news.mail_id) or actions.take_in(person, topic, news)
        return Way(by_mail=notice.way == "now", at=actions.not_before(person, topic, notice))

    def holds(self, mail_id: int) -> bool:
        """Whether a message stands in the inbox: taken in, and not thrown away since."""
        return queries.state_of_mail(mail_id) is not None

    def meanwhile(self, person: Person, topic: Topic, mail_id: int) -> Meanwhile:
        """What has happened to a message since its way was decided. A mail that stands in no inbox goes out."""
        notice = queries.state_of_mail(mail_id)
        if notice is None:
            return Meanwhile()
        morning = next_morning(person.time_zone, clock.now()) if topic.by_day else None
        return Meanwhile(notice.read_at is not None, notice.way != "now", morning)

    def went_out(self, mail: Any, at: datetime) -> None:
        """A mail was sent: that of a message, or a letter with all it tells."""
        if mail.kind == LETTER_MAIL:
            actions.letter_went_out(mail, at)
        else:
            actions.mail_went_out(mail.id, at)

    def footing(self, person: Person, topic: Topic) -> Footing:
        """What to say at the foot of a mail about a topic, and in its head (RFC 8058). About one's account there is nothing to choose."""
        if topic.urgency == Urgency.ACCOUNT:
            return Footing()
        off = url_for("notifications.off", token=off_token(person, topic.name), _external=True)
        one_click = {"List-Unsubscribe": f"<{off}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
        return Footing(off, url_for("notifications.wishes", _external=True), one_click)

    def is_on_site_only(self, person: Person, topic: Topic) -> bool:
        """Whether somebody chose to find a topic on the site and nowhere else."""
        return (queries.way_chosen(person, topic.name) or topic.way) == "never"


INBOX: Any = OurInbox()
