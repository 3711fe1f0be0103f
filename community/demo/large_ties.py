"""Ties and contacts for a large community, by bulk insert: everybody has a few, one reader has very many."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert

from community.core import clock
from community.core.columns import new_public_id
from community.core.extensions import db
from community.ties.clock import fades_on
from community.ties.models import RHYTHMS, Contact, Tie, TieSide

Row = dict[str, Any]
BATCH = 10_000
PARTNERS = 2  # of each member, chosen among the others; so everybody has about four ties
CONTACTS = 5  # of each tie
OF_THE_READER = 500


def build_ties(ids: Sequence[int]) -> None:
    """Insert ties between these people; the first of them, who reads when we measure, has 500."""
    random = Random(2017)  # noqa: S311 - the same community every time
    today = clock.today()
    pairs = iter(sorted(_pairs(ids, random)))
    while batch := [pair for _number, pair in zip(range(BATCH), pairs, strict=False)]:
        _insert(batch, today, random)
    db.session.flush()


def _pairs(ids: Sequence[int], random: Random) -> set[tuple[int, int]]:
    reader, *others = ids
    pairs = {_ordered(reader, other) for other in others[:OF_THE_READER]}
    for one in others:
        pairs |= {_ordered(one, other) for other in random.sample(others, min(PARTNERS, len(others))) if other != one}
    return pairs


def _ordered(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)


def _insert(pairs: Sequence[tuple[int, int]], today: date, random: Random) -> None:
    last_days = [today - timedelta(days=random.randrange(1, 900)) for _pair in pairs]
    due = [random.random() < 0.2 for _pair in pairs]
    ties = [_tie(pair, last, is_due, today) for pair, last, is_due in zip(pairs, last_days, due, strict=True)]
    made = insert(Tie).returning(Tie.id, sort_by_parameter_order=True)
    tie_ids = list(db.session.execute(made, ties).scalars())
    db.session.execute(insert(TieSide), list(_sides(tie_ids, pairs, last_days, due, random)))
    db.session.execute(insert(Contact), list(_contacts(tie_ids, last_days, random)))


def _tie(pair: tuple[int, int], last: date, is_due: bool, today: date) -> Row:
    return {
        "public_id": new_public_id(),
        "low_id": pair[0],
        "high_id": pair[1],
        "origin": "mentorship",
        "began_on": last - timedelta(days=1200),
        "last_on": last,
        "settled_on": last if is_due else None,
        "found_on": today if is_due else None,
        "look_on": today + timedelta(days=7),
        "created_at": clock.now() - timedelta(days=400),
    }


def _sides(
    tie_ids: Sequence[int], pairs: Sequence[tuple[int, int]], lasts: Sequence[date], due: Sequence[bool], random: Random
) -> Iterator[Row]:
    due_until = fades_on(clock.today())
    for tie_id, (low, high), last, is_due in zip(tie_ids, pairs, lasts, due, strict=True):
        for person_id, other_id in ((low, high), (high, low)):
            has_rhythm = is_due or random.random() < 0.5
            yield {
                "tie_id": tie_id,
                "person_id": person_id,
                "other_id": other_id,
                "rhythm_weeks": random.choice(RHYTHMS) if has_rhythm else None,
                "wished_at": clock.now() if has_rhythm else None,
                "last_on": last,
                "is_due": is_due,
                "due_until": due_until if is_due else None,
            }


def _contacts(tie_ids: Sequence[int], lasts: Sequence[date], random: Random) -> Iterator[Row]:
    now = clock.now()
    for tie_id, last in zip(tie_ids, lasts, strict=True):
        for number in range(CONTACTS):
            yield {
                "public_id": new_public_id(),
                "tie_id": tie_id,
                "on": last - timedelta(days=number * random.randrange(20, 90)),
                "kind": "catchup",
                "source": f"measured:{number}",
                "created_at": now,
            }
