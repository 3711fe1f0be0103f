"""A post as one reader gets it on a page: rows of queries/talk.py with names, reactions and portraits, put together once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
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
    is_new: bool
    replies: str
    last: str
    reactions: Sequence[tuple[str, str]]
    mine: frozenset[str]


class Reader:
    """Who reads a page of a circle, and what is the same for every post of it."""

    def __init__(self, actor: Person, seat: CircleMember) -> None:
        self.actor, self.seat = actor, seat
        self.people: list[Known] = queries.people_inside(actor, seat.circle_id)
        self.names = {one.public_id: one.name for one in self.people}
        self.by_id = {one.id: one.name for one in self.people}
        self.others = [one.name for one in self.people if one.id != actor.id]
        self.unknown, self.you = _("a former member"), _("you")
        self.reactions = {kind: str(words) for kind, words in REACTIONS.items()}
        self.days = Days()

    def said(self, found: Iterable[Any]) -> list[Said]:
        """The posts of these rows. One query, and one more where somebody has a portrait, however many they are."""
        found = [*found]
        words = self._words(found)
        reactions = self._reactions([row.id for row in found if row.deleted_at is None])
        portraits = self._portraits(found)
        return [self._said(row, words.get(row.id), reactions.get(row.id, {}), portraits) for row in found]

    def _said(self, row: Any, words: Markup | None, reactions: Mapping[str, list[int]], portraits: set[int]) -> Said:
        me, seen_at, by = self.actor.id, self.seat.seen_at, None
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
            is_new=(seen_at is None or row.last_at > seen_at) and row.last_by_id != me,
            replies=replies_words(row.replies),
            last=self._last(row) if row.replies else "",
            reactions=[(self.reactions[kind], self._names(people)) for kind, people in reactions.items()],
            mine=frozenset(kind for kind, people in reactions.items() if me in people),
        )

    def _last(self, row: Any) -> str:
        """When somebody last replied, and who, as long as they are a member the reader may see."""
        day, name = self.days.words(row.last_at), self.by_id.get(row.last_by_id)
        if row.last_by_id == self.actor.id:
            name = self.you
        return _("last %(day)s by %(name)s", day=day, name=name) if name else _("last %(day)s", day=day)

    def _words(self, found: Sequence[Any]) -> dict[int, Markup]:
        """What each post says to this reader; what was rendered by older rules is rendered anew."""
        older = [row.id for row in found if row.rendering != RENDERING and row.html is not None]
        anew = {}
        if older:
            anew = {key: written.render(said, self.people).html for key, said in queries.words_of(older).items()}
        kept = {row.id: anew.get(row.id, row.html) for row in found}
        return {key: written.shown(html, self.names, self.unknown) for key, html in kept.items() if html is not None}

    def _reactions(self, ids: Sequence[int]) -> dict[int, dict[str, list[int]]]:
        """Who reacted how to which post, in the order of the reactions; who is no member any more is left out."""
        known: dict[int, dict[str, list[int]]] = {}
        for row in queries.reactions(self.actor, ids):
            if row.person_id in self.by_id and row.kind in REACTIONS:
                known.setdefault(row.post_id, {}).setdefault(row.kind, []).append(row.person_id)
        return {key: {kind: kinds[kind] for kind in REACTIONS if kind in kinds} for key, kinds in known.items()}

    def _names(self, people: Sequence[int]) -> str:
        names = [self.by_id[one] for one in people if one != self.actor.id]
        return format_list([*names, *([self.you] if self.actor.id in people else [])], locale=locale_now() or "en")

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
