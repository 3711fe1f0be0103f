"""How milestones are said: what happened, a question worth asking, and who can read it."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from babel.lists import format_list
from markupsafe import Markup

from community.core import clock, text
from community.core.language import _l, locale_now, ngettext
from community.core.language import gettext as _
from community.core.web.filters import date_words, local
from community.milestones.models import CIRCLE, COHORT, EVERYONE, MENTORSHIPS, TIES

KIND_ICONS = {
    "new_role": "briefcase",
    "promotion": "arrow-up-right-circle",
    "studies": "mortarboard",
    "certificate": "patch-check",
    "publication": "mic",
    "project": "hammer",
    "move": "signpost",
    "personal": "heart",
    "small_win": "sun",
    "anniversary": "hourglass-split",
}
# What happened to somebody, as a sentence.
HAPPENED: dict[str, Any] = {
    "new_role": _l("%(name)s has a new role"),
    "promotion": _l("%(name)s was promoted"),
    "studies": _l("%(name)s took a step in their studies"),
    "certificate": _l("%(name)s earned a certificate"),
    "publication": _l("%(name)s brought their work before an audience"),
    "project": _l("%(name)s finished a piece of work"),
    "move": _l("%(name)s moved"),
    "personal": _l("%(name)s has personal news"),
    "small_win": _l("%(name)s had a small win"),
    "anniversary": _l("%(name)s looks back on a mentorship"),
}
HAPPENED_TO_ME: dict[str, Any] = {
    "new_role": _l("You have a new role"),
    "promotion": _l("You were promoted"),
    "studies": _l("You took a step in your studies"),
    "certificate": _l("You earned a certificate"),
    "publication": _l("You brought your work before an audience"),
    "project": _l("You finished a piece of work"),
    "move": _l("You moved"),
    "personal": _l("You have personal news"),
    "small_win": _l("You had a small win"),
    "anniversary": _l("You look back on a mentorship"),
}
IN_WORDS, IN_MY_WORDS = _l("in the words of %(name)s"), _l("in your words")
# A question that shows interest: it stands beside the field, and whoever congratulates finds their own words.
QUESTIONS: dict[str, Any] = {
    "new_role": _l("What are you looking forward to most?"),
    "promotion": _l("What made the difference?"),
    "studies": _l("What do you know now that you did not know before?"),
    "certificate": _l("What will you do with it first?"),
    "publication": _l("How did the idea begin?"),
    "project": _l("Which part of it are you proudest of?"),
    "move": _l("What is the new place like in the morning?"),
    "personal": _l("How does it feel?"),
    "small_win": _l("How will you celebrate it?"),
    "anniversary": _l("What from that time is still with you?"),
}
READERS: dict[str, Any] = {
    MENTORSHIPS: _l("My mentors and coachees"),
    TIES: _l("My ties"),
    EVERYONE: _l("Everyone in the community"),
}
READERS_OF: dict[str, Any] = {
    MENTORSHIPS: _l("Mentors and coachees of %(name)s"),
    TIES: _l("Ties of %(name)s"),
    EVERYONE: _l("Everyone in the community"),
}
KEPT_WORDS = 2048


def sentence(kind: str, name: str, *, to_me: bool = False) -> Markup:
    """What happened, in one sentence for a page: the name keeps its own direction of writing."""
    if to_me:
        return Markup(str(HAPPENED_TO_ME[kind]))  # noqa: S704 - our own words
    return Markup(str(HAPPENED[kind])) % {"name": Markup("<bdi>%s</bdi>") % name}  # noqa: S704 - the name is escaped


def in_words_of(name: str, *, to_me: bool = False) -> Markup:
    """Whose words they are, when the subject put what another wrote into words of their own: "in the words of Ana"."""
    said = IN_MY_WORDS if to_me else IN_WORDS
    return Markup(str(said)) % {"name": Markup("<bdi>%s</bdi>") % name}  # noqa: S704 - the name is escaped


def happened(kind: str, name: str) -> str:
    """The same in plain text: "Ana has a new role"."""
    return str(HAPPENED[kind]) % {"name": text.isolated(name)}


@lru_cache(maxsize=KEPT_WORDS)
def told(words: str) -> Markup:
    """Somebody's words as safe HTML; kept, because a feed shows the same words to many."""
    return text.markdown(words)


def readers_label(audience: str, name: str = "", *, of: str | None = None) -> str:
    """An audience by name: one's own, or (`of`) that of somebody else; `name`: of the cohort or circle."""
    if audience == COHORT:
        return _("The cohort %(cohort)s", cohort=name)
    if audience == CIRCLE:
        return _("The circle %(circle)s", circle=name)
    return str(READERS[audience]) if of is None else str(READERS_OF[audience]) % {"name": text.isolated(of)}


def people_words(number: int) -> str:
    """How many people an audience means at the moment."""
    if not number:
        return _("nobody yet")
    return str(ngettext("%(num)d person", "%(num)d people", number))


def names_words(names: Sequence[str], *, me: bool = False, others: bool = False) -> str:
    """People by name, as one says it: "you, Mia and Pau"; `others`: there are more, and nobody counts them."""
    shown = [*([_("you")] if me else []), *map(text.isolated, names), *([_("others")] if others else [])]
    return format_list(shown, locale=locale_now() or "en") if shown else ""


def day_words(on: date, today: date) -> str:
    """The day of a milestone, roughly when it is near: "today", "12 November", "12 November 2019"."""
    if on == today:
        return _("today")
    return date_words(on, "d MMMM" if on.year == today.year else "d MMMM y")


def weekday_words(at: datetime, now: datetime) -> str:
    """When something was shared, within a sentence: "today", "on Tuesday", "on 3 May"."""
    day, today = local(at).date(), local(now).date()
    if day == today:
        return _("today")
    if (today - day).days < 7:
        return _("on %(weekday)s", weekday=date_words(day, "EEEE"))
    return _("on %(day)s", day=date_words(day, "d MMMM"))


def years_words(years: int) -> str:
    """How long ago a mentorship began, in words for small numbers: "Ten years ago"."""
    said = {
        1: _l("One year ago"),
        2: _l("Two years ago"),
        5: _l("Five years ago"),
        10: _l("Ten years ago"),
        15: _l("Fifteen years ago"),
        20: _l("Twenty years ago"),
    }
    return str(said[years]) if years in said else _("%(n)s years ago", n=years)


def today_of(actor: Any) -> date:
    """The day it is for somebody."""
    return clock.today(actor.time_zone)
