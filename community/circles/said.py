"""A post as one reader gets it on a page: rows of queries/talk.py with names, reactions and portraits, put together once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from babel.lists import format_list
from markupsafe import Markup

from community.accounts.models import Person
from community.circles import queries, written
from community.circles.models import REACTIONS, RENDERING, CircleMember
from community.circles.written import Known
from community.core import audiences, clock
from community.core.language import gettext as _
from community.core.language import locale_now
from community.core.text import fold
from community.core.web.filters import date_words, local

PORTRAIT = "portrait"
BEFORE, EXCERPT = 60, 240


@dataclass(frozen=True, slots=True)
class Author:
    """Whoever wrote something, as long as they are here and the reader may see them."""

    public_id: str
    name: str
    portrait: str | None


@dataclass(frozen=True, slots=True)
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
    replies: int
    last: str
    reactions: Sequence[tuple[Any, str]]
    mine: frozenset[str]


class Reader:
    """Who reads a page of a circle, and what is the same for every post of it."""

    def __init__(self, actor: Person, seat: CircleMember) -> None:
        self.actor, self.seat = actor, seat
        self.people: list[Known] = queries.people_inside(actor, seat.circle_id)
        self.names = {one.public_id: one.name for one in self.people}
        self.by_id = {one.id: one.name for one in self.people}
        self.others = [one.name for one in self.people if one.id != actor.id]
        self.unknown = _("a former member")
        self.today = local(clock.now()).date()

    def said(self, found: Iterable[Any]) -> list[Said]:
        """The posts of these rows. Two queries, and one more where somebody has a portrait, however many they are."""
        found = [*found]
        words = self._words(found)
        reactions = self._reactions([row.id for row in found if row.deleted_at is None])
        portraits = self._portraits(found)
        return [self._said(row, words.get(row.id), reactions.get(row.id, {}), portraits) for row in found]

    def _said(self, row: Any, words: Markup | None, reactions: Mapping[str, list[int]], portraits: set[int]) -> Said:
        is_mine, seen_at = row.author_id == self.actor.id, self.seat.seen_at
        by = None
        if row.author_public_id is not None:
            portrait = row.author_portrait if row.author_id in portraits else None
            by = Author(row.author_public_id, row.author_name, portrait)
        return Said(
            public_id=row.public_id,
            by=by,
            words=words,
            at=row.created_at,
            day=self._day(row.created_at),
            edited=row.edited_at is not None,
            is_mine=is_mine,
            is_new=(seen_at is None or row.last_at > seen_at) and row.last_by_id != self.actor.id,
            replies=row.replies,
            last=self._last(row) if row.replies else "",
            reactions=[(REACTIONS[kind], self._names(people)) for kind, people in reactions.items()]
            if reactions
            else (),
            mine=frozenset(kind for kind, people in reactions.items() if self.actor.id in people),
        )

    def _last(self, row: Any) -> str:
        """When somebody last replied, and who, as long as they are a member the reader may see."""
        day = self._day(row.last_at)
        name = _("you") if row.last_by_id == self.actor.id else self.by_id.get(row.last_by_id)
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
        return format_list([*names, *([_("you")] if self.actor.id in people else [])], locale=locale_now() or "en")

    def _portraits(self, found: Sequence[Any]) -> set[int]:
        with_one = {row.author_id for row in found if row.author_portrait}
        return audiences.readable(self.actor, with_one, PORTRAIT) if with_one else set()

    def _day(self, at: datetime) -> str:
        return day_words(local(at).date(), self.today) if at is not None else ""


def day_words(day: date, today: date) -> str:
    """A day as people say it: today, yesterday, 3 May; with its year when that is another one."""
    if day == today:
        return _("today")
    if (today - day).days == 1:
        return _("yesterday")
    return date_words(day, "d MMMM" if day.year == today.year else "d MMMM y")


def excerpt(words: Markup, terms: Sequence[str]) -> str:
    """A line of what was found, from shortly before the first of the terms on."""
    text = words.striptags()
    folded = fold(text)
    at = min((folded.find(term) for term in terms if term in folded), default=0)
    start = text.rfind(" ", 0, max(at - BEFORE, 0)) + 1 if len(folded) == len(text) else 0
    cut = text[start : start + EXCERPT]
    return f"{'…' if start else ''}{cut}{'…' if start + EXCERPT < len(text) else ''}"
