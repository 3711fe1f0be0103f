"""Search: what may be found is put here in the action that writes it, and found by words.

An entry belongs to a row (`kind`, `row_id`) and an audience; a row has one entry for each audience, with everything
that audience may read. So a word somebody may not see cannot find anything for them. Both databases answer alike.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from markupsafe import Markup, escape
from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Subquery,
    TextClause,
    false,
    func,
    literal,
    select,
    text,
    true,
)

from community.core.extensions import db
from community.core.search import parse as _parse
from community.core.search import postgres, sqlite
from community.core.search.tables import MOST_RANKED, entries, is_search_table

__all__ = [
    "MOST_RANKED", "asks", "create_statements", "drop", "drop_statements", "entries", "is_search_table", "matching",
    "matching_terms", "put", "question", "rebuild", "snippet",
]  # fmt: skip

_BACKENDS: dict[str, Any] = {"sqlite": sqlite, "postgresql": postgres}
_BATCH = 1_000


def put(kind: str, row_id: int, audience: str, title: str, body: str = "") -> None:
    """Let a row be found by these words by this audience; replaces what was said before. Call it in the action."""
    _backend().put(db.session, _row(kind, row_id, audience, title, body))


def drop(kind: str, row_id: int) -> None:
    """Let a row no longer be found by anybody."""
    _backend().drop(db.session, kind, row_id)


def asks(words: str | None) -> int:
    """How many terms there are to look for in what was typed; if none, show the list unsearched."""
    return len(_parse.parse(words))


def matching(
    kind: str,
    words: str | None,
    *,
    readable: ColumnElement[bool] | None = None,
    among: Select[Any] | None = None,
    values: Mapping[str, Any] | None = None,
) -> Subquery:
    """The rows of a kind that hold all the words, as a subquery with `row_id` and `rank` (a whole number, best highest).

    `readable` is a condition on `search.entries` (audience, row_id): which entries this person may read.
    `among` is a select of one id column: every other condition on the rows. It belongs in here, not outside,
    because only the newest 1,000 matches are ranked; `values` are those of its bindparams. Nothing to look for finds nothing: ask `asks` first.
    """
    terms = _parse.parse(words)
    if not terms:
        nothing = select(literal(0, Integer).label("row_id"), literal(0, Integer).label("rank"))
        return nothing.where(false()).subquery("matching")
    asked = _backend().question(_checked(kind), terms)
    may_read = true() if readable is None else readable
    return _best(_backend().hits(db.session, kind, len(terms), may_read, among, asked | (values or {})))


def matching_terms(terms: int, *, readable: ColumnElement[bool]) -> Subquery:
    """The same for any question of so many terms, to be built once and executed with `question` (see core/prepared.py)."""
    return _best(_backend().hits(db.session, "", terms, readable, None, {}))


def question(kind: str, words: str | None) -> dict[str, Any]:
    """The values of `matching_terms` for these words."""
    found: dict[str, Any] = _backend().question(_checked(kind), _parse.parse(words))
    return found


def _best(hits: Select[Any]) -> Subquery:
    found = hits.subquery("found")
    best = func.max(found.c.rank, type_=Integer).label("rank")
    return select(found.c.row_id, best).group_by(found.c.row_id).subquery("matching")


def snippet(text: str, words: str | None, length: int = 200) -> Markup:
    """The part of a text around the first word that was asked for, with those words marked."""
    terms = _parse.parse(words)
    marked = [
        found.span()
        for found in re.finditer(r"[^\W_]+", text)
        if any(_parse.matches(terms, word) for word in _parse.split(found.group()))
    ]
    start = max(0, marked[0][0] - length // 3) if marked and marked[0][1] > length else 0
    if start:
        start = text.find(" ", start, marked[0][0]) + 1 or start
    end = len(text) if len(text) <= start + length else text.rfind(" ", start + length // 2, start + length)
    end = end if end > 0 else start + length
    shown, at = escape("…" if start else ""), start
    for first, last in marked:
        if at <= first and last <= end:
            shown += Markup("{}<mark>{}</mark>").format(text[at:first], text[first:last])
            at = last
    return shown + text[at:end] + ("…" if end < len(text) else "")


def rebuild(kind: str, rows: Iterable[tuple[int, str, str, str]]) -> int:
    """Replace every entry of a kind by these (row_id, audience, title, body); returns how many. For reindexing and bulk."""
    backend, count = _backend(), 0

    def batches() -> Iterator[list[dict[str, object]]]:
        nonlocal count
        source = iter(rows)
        while batch := [_row(kind, *row) for row in islice(source, _BATCH)]:
            count += len(batch)
            yield batch

    backend.drop(db.session, _checked(kind), None)
    backend.load(db.session, batches())
    return count


def create_statements(dialect: str) -> list[TextClause]:
    """What a migration executes to make the search tables on "sqlite" or "postgresql"."""
    return [text(statement) for statement in _BACKENDS[dialect].CREATE]


def drop_statements(dialect: str) -> list[TextClause]:
    """What a migration executes to remove them."""
    return [text(statement) for statement in _BACKENDS[dialect].DROP]


def _backend() -> Any:
    return _BACKENDS[db.session.get_bind().dialect.name]


def _row(kind: str, row_id: int, audience: str, title: str, body: str) -> dict[str, object]:
    return {
        "kind": _checked(kind),
        "row_id": row_id,
        "audience": audience,
        "title": title,
        "body": body,
    }


def _checked(kind: str) -> str:
    if not re.fullmatch("[a-z]{1,40}", kind):
        raise ValueError(f"{kind!r} is no kind: a word of small letters")
    return kind
