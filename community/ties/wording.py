"""How ties are said: kindly, roughly, and never as something that is late."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from community.core.language import _l, ngettext
from community.core.language import gettext as _
from community.core.web.filters import date_words, month_words
from community.ties.models import TieSide

STATES: dict[str, Any] = {
    "due": _l("Time for a word"),
    "long_ago": _l("Long ago"),
    "in_touch": _l("In touch"),
    "quiet": _l("For later"),
    "resting": _l("Resting"),
}
RHYTHM_WORDS: dict[int, Any] = {
    2: _l("Every two weeks"),
    4: _l("Every four weeks"),
    8: _l("Every two months"),
    13: _l("Every three months"),
    26: _l("Twice a year"),
    52: _l("Once a year"),
}
CHANNEL_WORDS: dict[str, Any] = {
    "message": _l("A message here"),
    "call": _l("A call"),
    "meeting": _l("Meeting in person"),
    "mail": _l("A mail"),
}
CONTACT_WORDS: dict[str, Any] = {
    "catchup": _l("You met for a catch-up"),
    "messages": _l("You wrote to each other"),
    "congratulation": _l("A congratulation"),
    "meeting": _l("You were at a meeting together"),
    "check_in": _l("You checked in with each other"),
    "told": _l("You talked"),
}
CONTACT_ICONS = {
    "catchup": "cup-hot",
    "messages": "chat-dots",
    "congratulation": "award",
    "meeting": "people",
    "check_in": "check2-circle",
    "told": "chat-heart",
}
A_FEW_DAYS = 14


@dataclass(frozen=True, slots=True)
class TieWords:
    """What the sentences about one tie need; rows of lists have the same names."""

    state: str
    last_on: date
    began_on: date
    origin: str
    quiet_until: date | None
    rhythm_weeks: int | None

    @classmethod
    def of(cls, side: TieSide, state: str) -> "TieWords":
        """As one side has it."""
        return cls(state, side.last_on, side.tie.began_on, side.tie.origin, side.quiet_until, side.rhythm_weeks)


def rhythm_words(weeks: int | None) -> str:
    """My own rhythm, as a row or a reminder says it."""
    return str(RHYTHM_WORDS[weeks]) if weeks in RHYTHM_WORDS else ""


def last_words(tie: Any, today: date) -> str:
    """When the two were last in touch, in whatever way, in one sentence: "Last in touch in May".

    `tie` has last_on, began_on and origin: without a contact since it began, the sentence says how it began.
    """
    if tie.last_on <= tie.began_on:
        return began_words(tie, today)
    days = (today - tie.last_on).days
    if days <= 0:
        return _("You were in touch today")
    if days < A_FEW_DAYS:
        return ngettext("You were in touch yesterday", "You were in touch %(num)s days ago", days)
    return _("Last in touch in %(month)s", month=roughly(tie.last_on, today))


def began_words(tie: Any, today: date) -> str:
    """How the two came to have a tie, and when."""
    month = roughly(tie.began_on, today)
    if tie.origin == "mentorship":
        return _("Your mentorship ended in %(month)s", month=month)
    if tie.origin == "circle":
        return _("You were in a circle until %(month)s", month=month)
    return _("You agreed to keep in touch in %(month)s", month=month)


def state_words(tie: Any, today: date) -> str:
    """What I may know about one tie, in a sentence; `tie.state` is my side's, and only my own pauses are named."""
    if tie.state == "quiet" and tie.quiet_until is not None:
        return _("%(last)s. You wanted to think of it again on %(day)s.", last=last_words(tie, today), day=date_words(tie.quiet_until))  # fmt: skip
    if tie.state == "resting":
        return _("%(last)s. You let it rest.", last=last_words(tie, today))
    if tie.state == "due":
        return _("%(last)s. A word now would be well timed.", last=last_words(tie, today))
    return _("%(last)s.", last=last_words(tie, today))


def roughly(day: date, today: date) -> str:
    """A month, with its year when it is not this one: "May", "May 2023"."""
    return date_words(day.replace(day=1), "LLLL") if day.year == today.year else month_words(day)


def light_starters() -> list[str]:
    """Two easy first sentences, for people one is in touch with anyway."""
    return [
        _("“I just thought of you. How is your week?”"),
        _("“I saw something that made me think of you, so here is a hello.”"),
    ]


def starter(tie: Any) -> str:
    """A first sentence after a long silence, from what the two share."""
    if tie.origin == "mentorship":
        return _(
            "“Our time in the programme came to my mind the other day. How are you, and what became of your plans?”"
        )
    if tie.origin == "catchup":
        return _("“I have thought of our last conversation more than once. How have things gone on for you?”")
    if tie.origin == "circle":
        return _("“I miss our circle now and then. How are you these days?”")
    return _("“It has been a long time, and I have often wondered how you are. No need to answer quickly.”")
