"""What the tests of the letter do again and again: something is kept for it, its hour comes, and it is read."""

import re
from datetime import UTC, datetime
from email.message import EmailMessage
from types import SimpleNamespace

from community.catchups import actions as catchups
from community.core.letter import PEOPLE, Line
from community.notifications import actions

NOW = datetime(2026, 10, 20, 8, 0, tzinfo=UTC)  # a Tuesday
LATELY = datetime(2026, 10, 21, 8, 0, tzinfo=UTC)
THURSDAY = datetime(2026, 10, 22, 7, 0, tzinfo=UTC)  # 9:00 in Berlin
NEXT_THURSDAY = datetime(2026, 10, 29, 8, 0, tzinfo=UTC)  # 9:00 as well: summer time is over
PRIVATE = "only the two of us may read this"
ASKING = {"kind": "coffee", "mode": "remote", "minutes": 30, "topic": PRIVATE, "words": PRIVATE, "place": PRIVATE}


class Letters:
    """letters.at(instant): what arrives when the clock has moved on and the worker has done its rounds."""

    def __init__(self, worker, mails, clock) -> None:
        self.worker, self.mails, self.clock = worker, mails, clock

    def at(self, instant: datetime) -> list[EmailMessage]:
        self.worker.drain()
        self.clock.move_to(instant)
        self.mails.empty()
        self.worker.job("notifications.letters")
        self.worker.drain()
        return list(self.mails)

    def one_at(self, instant: datetime, to=None) -> SimpleNamespace:
        """The only letter that arrives then, or the only one for somebody."""
        (message,) = [message for message in self.at(instant) if to is None or to.email in str(message["To"])]
        return read(message)

    def none_at(self, instant: datetime, to) -> bool:
        """Whether no letter for somebody arrives then."""
        return not [message for message in self.at(instant) if to.email in str(message["To"])]


def read(message: EmailMessage) -> SimpleNamespace:
    """A letter as its reader has it: subject, text, html, to."""
    parts = (message.get_body((kind,)).get_content().replace("\r\n", "\n") for kind in ("plain", "html"))
    text, html = parts
    return SimpleNamespace(
        message=message, subject=str(message["Subject"]), text=text, html=html, to=str(message["To"])
    )


def sections(text: str) -> list[str]:
    """The sections of a letter's text, each from its title on."""
    return re.split(r"\n\n\n", text.partition("\n-- \n")[0])[1:]


def ask_for_the_letter(by, to, days: int = 20):
    """Somebody asks for a catch-up; the asked one wants to hear of such in the letter."""
    actions.choose_way(to, "catchups.asked", "letter")
    return catchups.ask(by, to, times=[NOW.replace(month=11, day=days)], **ASKING)


def line(words: str, at: datetime, thing: str = "", **how) -> Line:
    """What some room has to say."""
    return Line(how.pop("section", PEOPLE), words, f"http://localhost/{thing or 'there'}", at, thing, **how)
