"""A tie begins: after a mentorship, after a catch-up, in a circle, or by hand. One for two people, however it began."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from community.core import clock
from community.core.columns import new_public_id
from community.core.database import somebody_was_quicker
from community.core.extensions import db
from community.ties import queries
from community.ties.models import ORIGINS, Tie, TieSide

CHUNK = 200
TRIES = 3
Pair = tuple[int, int]


def begin(one_id: int, other_id: int, *, origin: str, on: date) -> TieSide:
    """The tie of two people, begun now if there is none yet; one that is there stays as it is.

    The side of `one_id`. Refuses (ValueError) somebody with themselves. Publishes nothing: each side finds it at home.
    """
    begin_many([(one_id, other_id, on)], origin=origin)
    side = queries.between(one_id, other_id)
    if side is None:
        raise ValueError("two people were expected, and a tie between them")
    return side


def begin_many(pairs: Iterable[tuple[int, int, date]], *, origin: str) -> int:
    """Begin the ties of many pairs (one, other, since when) that have none yet; returns how many.

    A pair named twice begins on the later day. For who blocks the other it begins at rest. Refuses (ValueError) an unknown origin.
    """
    if origin not in ORIGINS:
        raise ValueError(origin)
    wanted: dict[Pair, date] = {}
    for one, other, on in pairs:
        if one != other:
            pair = (min(one, other), max(one, other))
            wanted[pair] = max(on, wanted.get(pair, on))
    everybody = sorted(wanted)
    chunks = (everybody[start : start + CHUNK] for start in range(0, len(everybody), CHUNK))
    return sum(_begin_chunk({pair: wanted[pair] for pair in chunk}, origin) for chunk in chunks)


def _begin_chunk(wanted: Mapping[Pair, date], origin: str) -> int:
    """Somebody else may begin one of them at the same moment: what is there then is left alone at the next try."""
    for tried in range(TRIES):
        known = queries.known_among(wanted.keys())
        missing = {pair: on for pair, on in wanted.items() if pair not in known}
        if not missing:
            return 0
        try:
            with db.session.begin_nested():
                _write(missing, origin)
            return len(missing)
        except IntegrityError as error:
            if tried == TRIES - 1 or not somebody_was_quicker(error):
                raise
    return 0


def _write(wanted: Mapping[Pair, date], origin: str) -> None:
    now, blocked = clock.now(), queries.blocked_among(wanted.keys())
    ties = [
        {"public_id": new_public_id(), "created_at": now, "low_id": low, "high_id": high,
         "origin": origin, "began_on": on, "last_on": on}
        for (low, high), on in wanted.items()
    ]  # fmt: skip
    made = db.session.execute(insert(Tie).returning(Tie.id, Tie.low_id, Tie.high_id), ties).all()
    sides: list[dict[str, Any]] = []
    for row in made:
        pair = (row.low_id, row.high_id)
        shared = {"tie_id": row.id, "last_on": wanted[pair], "is_due": False}
        for one, other in (pair, pair[::-1]):
            rested_at: datetime | None = now if (one, other) in blocked else None
            sides.append({"person_id": one, "other_id": other, "rested_at": rested_at, **shared})
    db.session.execute(insert(TieSide), sides)
