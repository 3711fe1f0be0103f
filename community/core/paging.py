"""Keyset paging: the next page begins after a row, never after a number of rows.

A page costs the same at the beginning and at the end of a long list, and nothing is shown twice or
skipped when rows arrive meanwhile. The place is an opaque text in the address; a broken one means the first page.
"""

import base64
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Generic, Literal, TypeVar

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    TypeDecorator,
    and_,
    bindparam,
    false,
    or_,
    tuple_,
)
from sqlalchemy.orm import InstrumentedAttribute

from community.core.extensions import db

T = TypeVar("T")
Direction = Literal["asc", "desc"]
Key = Sequence[tuple[ColumnElement[Any] | InstrumentedAttribute[Any], Direction]]
MAX_CURSOR = 2_000


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some items of a list, and the place after them (None: that was the end)."""

    items: list[T]
    next_after: str | None = None

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


def keyset(
    select: Select[Any],
    *,
    key: Key,
    after: str | None = None,
    size: int = 20,
    rows: bool = False,
) -> Page[Any]:
    """One page of `select` in the order of `key`, beginning after the place that `after` names.

    `key` is the whole order, most important first: never NULL (coalesce what may be) and unique together, so end it with an id.
    The select brings its own WHERE and loading, and no ORDER BY or LIMIT. `rows=True` gives Core rows (the key's
    columns come last in them: read by name); otherwise the items are the select's first entity.
    """
    place = place_in(after, key)
    result = db.session.execute(ordered(select, key, size, started=place is not None), place)
    found = page_of(result.all() if rows else result.unique().all(), key, size)
    return found if rows else Page([row[0] for row in found], found.next_after)


# --- the same in steps, for statements that are built once (see core/prepared.py) -----------------------------


def ordered(select: Select[Any], key: Key, size: int, *, started: bool) -> Select[Any]:
    """The statement of one page; `started`: of a later one, to be executed with the values of `place_in`."""
    if started:
        select = select.where(_beyond(key))
    labelled = [column.label(f"paging_{number}") for number, (column, _) in enumerate(key)]
    directed = [column.asc() if direction == "asc" else column.desc() for column, direction in key]
    return select.add_columns(*labelled).order_by(None).order_by(*directed).limit(size + 1)


def place_in(after: str | None, key: Key) -> dict[str, Any] | None:
    """The values of a place by name; None for the first page."""
    place = _read(after, [column for column, _ in key])
    if place is None:
        return None
    return {f"place_{number}": value for number, value in enumerate(place)}


def page_of(found: Sequence[Any], key: Key, size: int) -> Page[Any]:
    """The page of the rows of an `ordered` statement."""
    if len(found) <= size:
        return Page([*found])
    last = found[size - 1][-len(key) :]
    return Page([*found[:size]], _write(last, [column for column, _ in key]))


def _beyond(key: Key) -> ColumnElement[bool]:
    """Everything that comes after the place in the order of the key."""
    values = [bindparam(f"place_{n}", type_=column.type) for n, (column, _) in enumerate(key)]
    directions = {direction for _, direction in key}
    if len(directions) == 1:  # one row comparison, which an index over the key answers in one step
        row, there = tuple_(*(column for column, _ in key)), tuple_(*values)
        return row > there if directions == {"asc"} else row < there
    later: ColumnElement[bool] = false()
    for (column, direction), value in reversed(list(zip(key, values, strict=True))):
        step = column > value if direction == "asc" else column < value
        later = or_(step, and_(column == value, later))
    return later


# --- the place as text ----------------------------------------------------------------------------------------


def _write(values: Sequence[Any], columns: Sequence[Any]) -> str:
    plain = [{"at": value.isoformat()} if isinstance(value, date) else value for value in values]
    text = base64.urlsafe_b64encode(json.dumps(plain, separators=(",", ":")).encode()).decode().rstrip("=")
    if _read(text, columns) != list(values):  # a place nobody can read would show the first page for ever
        raise ValueError(
            f"{values} cannot be a place: coalesce what may be NULL, give an expression its type, use short keys"
        )
    return text


def _read(text: str | None, columns: Sequence[Any]) -> list[Any] | None:
    """The values of the place, or None when the text is not one of ours for these columns."""
    if not text or len(text) > MAX_CURSOR:
        return None
    try:
        values = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
        if not isinstance(values, list) or len(values) != len(columns):
            return None
        return [_from_json(value, column.type) for value, column in zip(values, columns, strict=True)]
    except (ValueError, OverflowError, RecursionError):
        return None


def _from_json(value: Any, kind: Any) -> Any:
    """The value, refused (ValueError) when the column could not hold it: the address can say anything."""
    wanted = kind.impl_instance.python_type if isinstance(kind, TypeDecorator) else kind.python_type
    if issubclass(wanted, date):
        if not isinstance(value, dict) or not isinstance(value.get("at"), str):
            raise ValueError
        moment = wanted.fromisoformat(value["at"])
        if not isinstance(moment, datetime):
            return moment
        if bool(moment.tzinfo) != kind.timezone:
            raise ValueError
        return moment.astimezone(UTC) if moment.tzinfo else moment
    if wanted is float and isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return float(value)
    if type(value) is not wanted:
        raise ValueError
    if wanted is int and not -_limit(kind) <= value < _limit(kind):
        raise ValueError
    if wanted is str:
        value.encode()
        if "\x00" in value:
            raise ValueError
    return value


def _limit(kind: Any) -> int:
    return 2**31 if isinstance(kind, Integer) and not isinstance(kind, BigInteger) else 2**63
