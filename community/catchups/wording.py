"""How catch-ups are said: their kind with a name, how they stand, and one moment on the clocks of two people."""

from datetime import datetime
from typing import Any

from community.accounts.models import Person
from community.catchups.groups import awaits
from community.catchups.models import KINDS, MODES, CatchUp
from community.core.language import _l, ngettext
from community.core.language import gettext as _
from community.core.text import isolated
from community.core.wall_time import same_clock, wall
from community.core.web.context import zone_of_reader
from community.core.web.filters import date_words, time_words, when_words, zone_words

TITLES: dict[str, Any] = {
    "coffee": _l("Coffee with %(name)s", name="{name}"),
    "call": _l("Call with %(name)s", name="{name}"),
    "walk": _l("Walk with %(name)s", name="{name}"),
    "meal": _l("Meal with %(name)s", name="{name}"),
    "messages": _l("Messages with %(name)s", name="{name}"),
}
ASKS: dict[str, Any] = {
    "coffee": _l("%(name)s would like to have a coffee with you", name="{name}"),
    "call": _l("%(name)s would like to have a call with you", name="{name}"),
    "walk": _l("%(name)s would like to go for a walk with you", name="{name}"),
    "meal": _l("%(name)s would like to share a meal with you", name="{name}"),
    "messages": _l("%(name)s has written to you", name="{name}"),
}
STATES: dict[str, Any] = {
    "asked": _l("asked"),
    "agreed": _l("agreed"),
    "happened": _l("you met"),
    "missed": _l("did not happen"),
    "cancelled": _l("cancelled"),
    "declined": _l("not now"),
    "lapsed": _l("lapsed"),
    "withdrawn": _l("taken back"),
}


WROTE = _l("you wrote")


def past(catchup: CatchUp) -> Any:
    """What became of it, in a word or two."""
    return WROTE if catchup.is_exchange and catchup.state == "happened" else STATES[catchup.state]


def titled(catchup: CatchUp, other: Person) -> str:
    """ "Coffee with Ana"."""
    return _named(TITLES[catchup.kind], other)


def asks(catchup: CatchUp, other: Person) -> str:
    """ "Ana would like to have a coffee with you"."""
    return _named(ASKS[catchup.kind], other)


def _named(words: Any, person: Person) -> str:
    # Not str.format: the words may come from a translator, and the name from anybody.
    return str(words).replace("{name}", isolated(person.name))


def minutes_words(minutes: int) -> str:
    """ "30 minutes"."""
    return ngettext("%(num)s minute", "%(num)s minutes", minutes)


def for_other(moment: datetime, other: Person) -> str:
    """The moment on the other's clock, for a line beneath the reader's own: "10:00 AM for Ana (New York time)"."""
    mine = zone_of_reader()
    if same_clock(moment, mine, other.time_zone):
        return _("The same time for %(name)s", name=other.name)
    theirs = wall(moment, other.time_zone)
    values = {"name": other.name, "time": time_words(moment, other.time_zone), "zone": zone_words(other.time_zone)}
    if theirs.date() == wall(moment, mine).date():
        return _("%(time)s for %(name)s (%(zone)s)", **values)
    return _("%(day)s, %(time)s for %(name)s (%(zone)s)", day=date_words(theirs.date(), "EEEE d MMMM"), **values)


def for_both(moment: datetime, other: Person) -> str:
    """The moment on both clocks, in one line."""
    return _("%(mine)s · %(theirs)s", mine=when_words(moment), theirs=for_other(moment, other))


def standing(catchup: CatchUp, me: Person, now: datetime) -> str:
    """How things stand, in a sentence for one of the two."""
    name = catchup.other(me.id).name
    my_turn = catchup.turn_id == me.id
    if catchup.state == "asked":
        return _asked(catchup, me, my_turn, name)
    if catchup.state == "agreed":
        return _agreed(catchup, me, my_turn, name, now)
    if catchup.is_exchange and catchup.state == "happened":
        return _("You and %(name)s are writing to each other.", name=name)
    words = {
        "happened": _("You and %(name)s have met.", name=name),
        "missed": _("It did not work out this time. That happens; ask again whenever you like."),
        "cancelled": _("This catch-up was cancelled. You can ask again whenever you like."),
        "lapsed": _("There was no answer, so the request rests. Life is full; ask again whenever you like."),
        "withdrawn": _("The request was taken back. There is nothing left to do."),
    }
    if catchup.is_exchange:
        words |= {
            "lapsed": _("There was no word back, so the message rests. Life is full; write again whenever you like."),
            "withdrawn": _("The message was taken back. There is nothing left to do."),
        }
    if catchup.state == "declined":
        return _not_now(catchup, me, name)
    return words[catchup.state]


def in_list(catchup: CatchUp, me: Person, now: datetime, *, has_new_words: bool = False) -> str:
    """The same in a few words, for a list (where the proposed times are not at hand)."""
    if has_new_words and not awaits(catchup, me, now):
        return _("%(name)s wrote to you", name=catchup.other(me.id).name)
    line = _line(catchup, me, now)
    return _("New message · %(line)s", line=line) if has_new_words and not catchup.is_exchange else line


def _line(catchup: CatchUp, me: Person, now: datetime) -> str:
    if catchup.lies_ahead(now) and not catchup.is_being_moved:
        return _(
            "%(kind)s · %(mode)s · %(length)s",
            kind=KINDS[catchup.kind],
            mode=MODES[catchup.mode],
            length=minutes_words(catchup.minutes),
        )
    if catchup.state != "asked":
        return standing(catchup, me, now)
    name = catchup.other(me.id).name
    if catchup.is_open_to_either:
        return _("You both said yes. Propose a time, or wait for one")
    if catchup.turn_id != me.id and catchup.is_exchange:
        return _("Your message waits for a word back until %(day)s", day=date_words(catchup.lapses_at))
    if catchup.turn_id != me.id:
        return _("Waiting for an answer until %(day)s", day=date_words(catchup.lapses_at))
    if catchup.if_need_be:
        return _("%(name)s could do it if need be", name=name)
    if catchup.was_asked_by(me.id):
        return _("%(name)s proposes times", name=name)
    return _("%(name)s would be glad of an answer by %(day)s", name=name, day=date_words(catchup.lapses_at))


def _asked(catchup: CatchUp, me: Person, my_turn: bool, name: str) -> str:
    until = date_words(catchup.lapses_at)
    if catchup.is_open_to_either:
        return _("You were introduced, and both said yes. Propose times, or wait for %(name)s to do so.", name=name)
    if catchup.if_need_be:
        return _if_need_be(catchup, my_turn, name)
    if not my_turn and catchup.is_exchange:
        return _("Your message waits for a word back. Without one by %(day)s it rests by itself.", day=until)
    if not my_turn:
        return _(
            "It is %(name)s’s turn. Without an answer by %(day)s the request rests by itself.", name=name, day=until
        )
    if catchup.is_exchange:
        return _("%(name)s has written to you. Write back if you like, or say “not now”.", name=name)
    if not catchup.proposed:
        return _("%(name)s would be glad if you suggested a time.", name=name)
    if catchup.was_asked_by(me.id) and catchup.has_first_times:
        return _("%(name)s proposes times. Does one of them suit you?", name=name)
    if catchup.was_asked_by(me.id):
        return _("%(name)s proposes other times. Does one of them suit you?", name=name)
    return _("Does one of these times suit you? You can also propose others, or say “not now”.")


def _if_need_be(catchup: CatchUp, my_turn: bool, name: str) -> str:
    if my_turn:
        return _("%(name)s could do these times if need be. Choose one, or propose others.", name=name)
    return _("You said what you could make possible if need be. It is for %(name)s to choose.", name=name)


def _agreed(catchup: CatchUp, me: Person, my_turn: bool, name: str, now: datetime) -> str:
    if catchup.is_over(now):
        if catchup.answer_of(me.id) is False:
            return _("You said it did not happen. %(name)s has not said anything yet.", name=name)
        return _("Did you meet %(name)s? One word from either of you is enough.", name=name)
    if catchup.is_being_moved and catchup.if_need_be:
        return _("%(possible)s Until then the agreed time stands.", possible=_if_need_be(catchup, my_turn, name))
    if my_turn:
        return _("%(name)s proposes another time. Until you answer, the agreed time stands.", name=name)
    if catchup.is_being_moved:
        return _("You proposed another time. Until %(name)s answers, the agreed time stands.", name=name)
    return _("It is agreed. Both of you have it in a mail for your calendars.")


def _not_now(catchup: CatchUp, me: Person, name: str) -> str:
    if catchup.said_not_now(me.id):
        return _(
            "You said “not now”. Nothing else is expected of you, and you can ask %(name)s yourself whenever it suits you.",
            name=name,
        )
    return _(
        "It does not fit for %(name)s right now. That is about time, not about you; nobody needs a reason.", name=name
    )


def again_question(catchup: CatchUp, other: Person) -> str:
    """ "Would you like to meet again some day?", or, after an exchange of messages, to keep in touch."""
    if catchup.is_exchange:
        return _("Would you like to keep in touch with %(name)s?", name=other.name)
    return _("Would you like to meet %(name)s again some day?", name=other.name)


def introduced_words(proposer: Person, other: Person) -> str:
    """ "Mia thinks that you and Ben would enjoy meeting"."""
    return _("%(proposer)s thinks that you and %(name)s would enjoy meeting", proposer=proposer.name, name=other.name)
