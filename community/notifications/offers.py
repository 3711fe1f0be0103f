"""What the page behind the link at the foot of a mail says, and what can be chosen there: about its topic, or about the letter itself."""

from dataclasses import dataclass

from community.accounts.models import Person
from community.core.feature import Topic, Urgency
from community.core.language import gettext as _
from community.notifications import queries
from community.notifications.links import Link
from community.notifications.models import LETTER, RHYTHMS
from community.notifications.topics import choosable
from community.notifications.wording import letter_words, next_day, wishes_or_usual


@dataclass(frozen=True)
class Offer:
    """What holds now in words, and each way that can be chosen instead with its label, the main one first."""

    title: str
    lead: str
    ways: tuple[tuple[str, str], ...] = ()
    note: str = ""


def offer_of(link: Link | None, was: str = "") -> Offer:
    """What to say to whoever opens a link, or has just chosen there; `was`: what held before. Call it within in_words_of(link.person)."""
    if link is None or not link.reaches:
        return Offer(
            _("No mails come to this address"), _("We do not write to this address any more: there is nothing to do.")
        )
    if link.topic == LETTER:
        return _about_the_letter(link.person, was)
    topic = choosable().get(link.topic)
    if topic is None:
        return Offer(_("This kind of mail is no more"), _("We send it to nobody any more: there is nothing to do."))
    return _about(topic, link.person, was)


def way_of(link: Link) -> str:
    """What holds about the topic of a link, or the rhythm of the letter; nothing where there is nothing to choose."""
    if link.topic == LETTER:
        return _rhythm(link.person)
    topic = choosable().get(link.topic)
    return _way(topic, link.person) if topic else ""


def _way(topic: Topic, person: Person) -> str:
    return queries.way_chosen(person, topic.name) or topic.way


def _about(topic: Topic, person: Person, was: str) -> Offer:
    way = _way(topic, person)
    letter: tuple[tuple[str, str], ...] = (("letter", _("In my letter instead")),)
    if _rhythm(person) == "never":  # what is for a letter that never comes stands on the site alone
        way, letter = "never" if way == "letter" else way, ()
    words = {"something": topic.words}
    if way == "never":
        title, lead = _("No more mails of this kind"), _("We no longer write to you when %(something)s. You find it on the site, under “News”.", **words)  # fmt: skip
        ways = (("now", _("Take it back")), *letter)
    elif way == "letter":
        title, lead = _("It comes in your letter"), _("When %(something)s, it waits for your letter, and no mail of its own comes.", **words)  # fmt: skip
        ways = (("never", _("Not in my letter either")), ("now", _("By a mail of its own")))
    else:
        title, lead = _back_again(topic) if was in {"never", "letter"} else _asked_about(topic)
        ways = (("never", _("No more mails of this kind")), *letter)
    is_time = topic.urgency == Urgency.TIME
    note = _("Only a mail of its own tells your calendar when a time is moved or cancelled.") if is_time else ""
    return Offer(title, lead, ways, note)


def _asked_about(topic: Topic) -> tuple[str, str]:
    return _("No more mails of this kind?"), _("We write to you when %(something)s. On the site you find it all the same, under “News”.", something=topic.words)  # fmt: skip


def _back_again(topic: Topic) -> tuple[str, str]:
    return _("Mails of this kind come again"), _("We write to you again when %(something)s. On the site you find it all the same, under “News”.", something=topic.words)  # fmt: skip


def _about_the_letter(person: Person, was: str) -> Offer:
    rhythm = _rhythm(person)
    if rhythm == "never":
        before = wishes_or_usual(person).rhythm_before or "week"
        lead = _("We no longer send you the letter. What would stand in it you find on the site, under “News”.")
        return Offer(_("No more letters"), lead, ((before, _("Take it back")), _other(before)))
    ways = (("never", _("No more letters")), _other(rhythm))
    if was in RHYTHMS and was != rhythm:
        return Offer(
            _("Your letter comes again") if was == "never" else _("Your letter comes"), _comes(person, was), ways
        )
    lead = _("What stands in your letter you find on the site all the same, under “News”.")
    return Offer(_("No more letters?"), lead, ways)


def _other(rhythm: str) -> tuple[str, str]:
    return ("month", _("Once a month")) if rhythm == "week" else ("week", _("Once a week"))


def _comes(person: Person, was: str) -> str:
    words, monthly = {"day": next_day(person)}, _rhythm(person) == "month"
    if was != "never":
        return letter_words(person)
    if monthly:
        return _("Your letter comes again: once a month, next on %(day)s.", **words)
    return _("Your letter comes again: once a week, next on %(day)s.", **words)


def _rhythm(person: Person) -> str:
    return wishes_or_usual(person).rhythm
