"""What mail asks the inbox of the site, which stands above core and is named by one feature's manifest.

Without such a feature every mail goes out at once.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from community.core import registry
from community.core.feature import Topic, Undeclared, Urgency


@dataclass(frozen=True, slots=True)
class News:
    """A message for a member, before it is decided how it reaches them.

    `thing` names what it is about ("catchup:12"), `title` is its subject in their language, `address` leads to it on the site
    (path, query and fragment; empty where it has no page), `names` are the people the title names.
    """

    mail_id: int
    kind: str
    about: str
    thing: str
    title: str
    address: str
    names: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """How it goes on with a message: by mail (`at` an instant, or at once), or not by a mail of its own."""

    by_mail: bool
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What has happened to a message while its mail waited: its reader saw it on the site, or wants no more mails of its kind.
    `not_before`: it is night where they are, and this mail comes by day."""

    was_seen: bool = False
    is_unwanted: bool = False
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Footing:
    """What stands at the foot of a mail, and in its head, so that its reader can have it otherwise."""

    unsubscribe_url: str = ""
    settings_url: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


class Inbox(Protocol):
    """What one feature provides."""

    def take(self, person: Any, topic: Topic, news: News) -> Way:
        """Put a message into the inbox and decide its way. Twice is once."""

    def holds(self, mail_id: int) -> bool:
        """Whether a message stands in the inbox: taken in, and not thrown away since."""

    def meanwhile(self, person: Any, topic: Topic, mail_id: int) -> Meanwhile:
        """What has happened to a message since its way was decided."""

    def went_out(self, mail: Any, at: datetime) -> None:
        """A mail was sent: id, kind, about, person_id and context of it. Called in the transaction that writes so."""

    def footing(self, person: Any, topic: Topic) -> Footing:
        """What to say at the foot of a mail about a topic."""

    def is_on_site_only(self, person: Any, topic: Topic) -> bool:
        """Whether somebody chose to find a topic on the site and nowhere else."""


def of_app() -> Inbox | None:
    """The inbox of the running application, if it has one."""
    inbox: Inbox | None = registry.of_app().inbox
    return inbox


def topic_of(kind: str) -> Topic | None:
    """What people choose about a kind of mail by."""
    return registry.of_app().topics.get(kind)


def goes_through_inbox(kind: str, person_id: int | None) -> bool:
    """Whether a mail is for the inbox to decide: not what is for somebody outside, nor what concerns one's account, nor the letter."""
    topic = topic_of(kind)
    if person_id is None or of_app() is None or topic is None:
        return False
    return topic.urgency not in {Urgency.ACCOUNT, Urgency.LETTER}


def is_on_site_only(kind: str, person: Any) -> bool:
    """Whether somebody chose to find messages of a kind on the site and nowhere else."""
    told_by, topic = of_app(), topic_of(kind)
    return told_by is not None and topic is not None and told_by.is_on_site_only(person, topic)


def check_topics(known: registry.Registry) -> None:
    """Each kind of mail belongs to exactly one topic; raises Undeclared otherwise. Asked where there is an inbox."""
    if known.inbox is None:
        return
    named = [kind for feature in known.features for topic in feature.topics for kind in topic.mails]
    if unknown := sorted({*named} - known.mails.keys()):
        raise Undeclared(f"Topics name mails that no manifest has: {', '.join(unknown)}.")
    if missing := sorted(known.mails.keys() - {*named}):
        raise Undeclared(f"Nobody could choose about these mails; name them in a Topic: {', '.join(missing)}.")
    if twice := sorted({kind for kind in named if named.count(kind) > 1}):
        raise Undeclared(f"These mails stand in two topics: {', '.join(twice)}.")
