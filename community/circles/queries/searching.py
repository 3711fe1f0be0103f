"""Looking for words in the discussion of one circle: what is encrypted is read a batch at a time, and kept nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from community.accounts.models import Person
from community.circles.models import CircleMember, CirclePost
from community.circles.permissions.discussion import visible_to
from community.circles.queries.talk import NEWEST
from community.core.paging import ordered, page_of, place_in
from community.core.prepared import READER, built_once, rows
from community.core.text import fold

FIRST, BATCH, MOST_READ, MOST_FOUND = 200, 500, 5_000, 30  # words that are often said are found in a few of the newest
LONGEST_QUESTION, MOST_TERMS = 200, 8


@dataclass(frozen=True)
class Found:
    """Ids of posts with the words, newest first; `next_after`: where to read on, None when everything was looked through."""

    ids: list[int]
    looked_at: int
    next_after: str | None


def terms_of(words: str) -> tuple[str, ...]:
    """What is looked for: each of these, in any order, within words too."""
    return tuple(dict.fromkeys(fold(words[:LONGEST_QUESTION]).split()))[:MOST_TERMS]


def holds(text: str, terms: Sequence[str]) -> bool:
    """Whether every one of the terms stands in the text."""
    folded = fold(text)
    return all(term in folded for term in terms)


def search(actor: Person, seat: CircleMember, terms: Sequence[str], after: str | None = None) -> Found:
    """The newest posts with these words that the actor may read, among as many as one request reads."""
    ids: list[int] = []
    looked_at = 0
    while looked_at < MOST_READ:
        batch = _batch(actor, seat, after, min(BATCH, MOST_READ - looked_at) if looked_at else FIRST)
        for number, post in enumerate(batch.items):
            if holds(post.words, terms):
                ids.append(post.id)
            if len(ids) == MOST_FOUND:
                return Found(ids, looked_at + number + 1, _place_after(batch, number))
        looked_at, after = looked_at + len(batch.items), batch.next_after
        if after is None:
            break
    return Found(ids, looked_at, after)


def _place_after(batch: Any, number: int) -> str | None:
    """Where to read on after one row of a batch."""
    if number + 1 == len(batch.items):
        return batch.next_after
    return page_of([*batch.items[: number + 2]], NEWEST, number + 1).next_after


def _batch(actor: Person, seat: CircleMember, after: str | None, size: int) -> Any:
    place = place_in(after, NEWEST)
    found = rows(_newest(size, place is not None), actor, circle_id=seat.circle_id, **(place or {}))
    return page_of(found, NEWEST, size)


@built_once
def _newest(size: int, started: bool) -> Any:
    readable: Any = select(CirclePost.id, CirclePost.words).where(
        CirclePost.circle_id == bindparam("circle_id"), CirclePost.words.is_not(None), visible_to(READER)
    )
    return ordered(readable, NEWEST, size, started=started)
