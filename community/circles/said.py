"""A post as one reader gets it on a page: rows of queries/talk.py with names, reactions and portraits, put together once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any

from babel import Locale
from babel.lists import format_list
from markupsafe import Markup

from community.accounts.models import Person
from community.circles import queries, written
from community.circles.models import REACTIONS, RENDERING, CircleMember
from community.circles.written import Known
from community.core import audiences, clock
from community.core.language import gettext as _
from community.core.language import locale_now, ngettext
from community.core.text import fold
from community.core.web.context import zone_of_reader
from community.core.web.filters import date_words, local

PORTRAIT = "portrait"
BEFORE, EXCERPT = 60, 240


@dataclass(slots=True)
class Author:
    """Whoever wrote something, as long as they are here and the reader may see them."""

    public_id: str
    name: str
    portrait: str | None


@dataclass(slots=True)
class Said:
    """One post or reply on a page; `words` is None where they were taken back. `by` is None for a former member."""

    public_id: str
    by: Author | None
    words: Markup | None
    at: datetime
    day: str
    edited: bool
    is_mine: bool
    new: str
    replies: str
    last: str
    reactions: Sequence[tuple[str, str]]
    mine: frozenset[str]


class Reader:
    """Who reads a page of a circle, and what is the same for every post of it."""

    def __init__(self, actor: Person, seat: CircleMember) -> None:
        self.actor, self.seat = actor, seat
        self.reactions = {kind: str(words) for kind, words in REACTIONS.items()}
        self.days = Days()

    @cached_property
    def people(self) -> list[Known]:
        """The members the reader may see, themself included: asked for where somebody is called by name, or may be."""
        return queries.people_inside(self.actor, self.seat.circle_id)

    @property
    def others(self) -> list[str]:
        """The names the reader may call."""
        return [one.name for one in self.people if one.id != self.actor.id]

    def said(self, found: Iterable[Any]) -> list[Said]:
        """The posts of these rows. One query; one more each where members are called by name and where authors have portraits."""
        found = [*found]
        words = self._words(found)
        reactions = self._reactions([row.id for row in found if row.deleted_at is None])
        portraits = self._portraits(found)
        return [self._said(row, words.get(row.id), reactions.get(row.id, {}), portraits) for row in found]

    def _said(self, row: Any, words: Markup | None, reactions: Mapping[str, list[Any]], portraits: set[int]) -> Said:
        me, by = self.actor.id, None
        if row.author_public_id is not None:
            portrait = row.author_portrait if row.author_id in portraits else None
            by = Author(row.author_public_id, row.author_name, portrait)
        return Said(
            public_id=row.public_id,
            by=by,
            words=words,
            at=row.created_at,
            day=self.days.words(row.created_at),
            edited=row.edited_at is not None,
            is_mine=row.author_id == me,
            new=self._new(row),
            replies=replies_words(row.replies),
            last=self._last(row) if row.replies else "",
            reactions=[(self.reactions[kind], self._names(people)) for kind, people in reactions.items()],
            mine=frozenset(kind for kind, people in reactions.items() if any(one.person_id == me for one in people)),
        )

    def _new(self, row: Any) -> str:
        """Whether the post itself is new to the reader, or a reply to it."""
        seen_at = self.seat.seen_at
        if row.last_by_id == self.actor.id or (seen_at is not None and row.last_at <= seen_at):
            return ""
        return _("new reply") if seen_at is not None and row.created_at <= seen_at else _("new")

    def _last(self, row: Any) -> str:
        """When somebody last replied, and who, as long as the reader may see them."""
        day = self.days.words(row.last_at)
        name = _("you") if row.last_by_id == self.actor.id else row.last_by
        return _("last %(day)s by %(name)s", day=day, name=name) if name else _("last %(day)s", day=day)

    def _words(self, found: Sequence[Any]) -> dict[int, Markup]:
        """What each post says to this reader; what was rendered by older rules is rendered anew."""
        older = [row.id for row in found if row.rendering != RENDERING and row.html is not None]
        anew = {}
        if older:
            anew = {key: written.render(said, self.people).html for key, said in queries.words_of(older).items()}
        kept = {row.id: anew.get(row.id, row.html) for row in found if row.html is not None}
        if not any(written.calls(html) for html in kept.values()):
            return {key: Markup(html) for key, html in kept.items()}  # noqa: S704 - made by written.render
        names, otherwise = {one.public_id: one.name for one in self.people}, _("a former member")
        return {key: written.shown(html, names, otherwise) for key, html in kept.items()}

    def _reactions(self, ids: Sequence[int]) -> dict[int, dict[str, list[Any]]]:
        """Who reacted how to which post, in the order of the reactions."""
        known: dict[int, dict[str, list[Any]]] = {}
        for row in queries.reactions(self.actor, ids):
            known.setdefault(row.post_id, {}).setdefault(row.kind, []).append(row)
        return {key: {kind: kinds[kind] for kind in REACTIONS if kind in kinds} for key, kinds in known.items()}

    def _names(self, people: Sequence[Any]) -> str:
        names = [one.name for one in people if one.person_id != self.actor.id]
        if len(names) < len(people):
            names.append(_("you"))
        return names[0] if len(names) == 1 else format_list(names, locale=locale_now() or "en")

    def _portraits(self, found: Sequence[Any]) -> set[int]:
        with_one = {row.author_id for row in found if row.author_portrait}
        return audiences.readable(self.actor, with_one, PORTRAIT) if with_one else set()


class Days:
    """Days as people say them: today, yesterday, 3 May; with the year when that is another one. In the reader's zone."""

    def __init__(self) -> None:
        self.zone = zone_of_reader()
        self.today = local(clock.now(), self.zone).date()
        self.yesterday = self.today - timedelta(days=1)

    def words(self, at: datetime) -> str:
        """The day of an instant."""
        day = local(at, self.zone).date()
        if day >= self.yesterday:
            return _("today") if day >= self.today else _("yesterday")
        return date_words(day, "d MMMM" if day.year == self.today.year else "d MMMM y")


def replies_words(number: int) -> str:
    """The way to the replies, in words."""
    return _replies_words(locale_now(), number)


@lru_cache(maxsize=4096)
def _replies_words(locale: Locale | None, number: int) -> str:
    return ngettext("%(num)d reply", "%(num)d replies", number) if number else _("Reply or react")


def excerpt(words: Markup, terms: Sequence[str]) -> str:
    """A line of what was found, from shortly before the first of the terms on."""
    text = words.striptags()
    folded = fold(text)
    at = min((folded.find(term) for term in terms if term in folded), default=0)
    start = text.rfind(" ", 0, max(at - BEFORE, 0)) + 1 if len(folded) == len(text) else 0
    cut = text[start : start + EXCERPT]
    return f"{'…' if start else ''}{cut}{'…' if start + EXCERPT < len(text) else ''}"
