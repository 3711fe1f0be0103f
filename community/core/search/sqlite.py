"""Search on SQLite: FTS5 beside the table of entries, one row each, under the same id."""

import json
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import add
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Text,
    and_,
    case,
    column,
    delete,
    func,
    literal_column,
    or_,
    select,
    table,
    text,
)
from sqlalchemy.orm import Session

from community.core.search.parse import Term, indexed
from community.core.search.tables import (
    BEGUN_IN_BODY,
    BEGUN_IN_TITLE,
    MOST_RANKED,
    WHOLE_IN_BODY,
    WHOLE_IN_TITLE,
    entries,
    value,
)

# The ascii tokenizer takes every other character for a letter: the words come ready from parse.py.
CREATE = (
    """CREATE TABLE search_entries (
        id INTEGER NOT NULL PRIMARY KEY, kind VARCHAR(40) NOT NULL, row_id INTEGER NOT NULL,
        audience VARCHAR(40) NOT NULL,
        CONSTRAINT uq_search_entries_kind UNIQUE (kind, row_id, audience))""",
    "CREATE VIRTUAL TABLE search_index USING fts5(kind, title, body, tokenize='ascii', prefix='1 2 3')",
)
A_FEW = 4_000
DROP = ("DROP TABLE search_index", "DROP TABLE search_entries")

Row = dict[str, object]


def put(session: Session, row: Row) -> None:
    """Write one entry and its words."""
    entry_id = session.execute(_UPSERT, row).scalar_one()
    session.execute(_FORGET_ONE, {"id": entry_id})
    session.execute(_LEARN, _row_of(entry_id, row))


def drop(session: Session, kind: str, row_id: int | None) -> None:
    """Remove the entries of one row, or all of a kind."""
    values: Row = {"kind": kind, "row_id": row_id}
    session.execute(_FORGET_KIND if row_id is None else _FORGET_ROW, values)
    theirs = entries.c.kind == kind if row_id is None else and_(entries.c.kind == kind, entries.c.row_id == row_id)
    session.execute(delete(entries).where(theirs))


def load(session: Session, batches: Iterable[list[Row]]) -> None:
    """Write many new entries at once."""
    entry_id = session.execute(text("SELECT coalesce(max(id), 0) FROM search_entries")).scalar_one()
    for batch in batches:
        numbered = [row | {"id": entry_id + n} for n, row in enumerate(batch, 1)]
        session.execute(_INSERT, numbered)
        session.execute(_LEARN, [_row_of(entry_id + n, row) for n, row in enumerate(batch, 1)])
        entry_id += len(batch)
    session.execute(text("INSERT INTO search_index(search_index) VALUES ('optimize')"))


def hits(
    session: Session,
    kind: str,
    terms: int,
    readable: ColumnElement[bool],
    among: Select[Any] | None,
    asked: Row,
) -> Select[tuple[int, int]]:
    """The newest matching entries as (row_id, rank). `asked`: the values of `question` and of `among`, or none when they are given on execution."""
    rank = reduce(add, (_weight(term, asked) for term in range(terms)))
    source, newest, found = _found(session, kind, terms, among, asked)
    return (
        select(entries.c.row_id, rank.label("rank"))
        .select_from(source)
        .where(*found, readable)
        .order_by(newest.desc())
        .limit(MOST_RANKED)
    )


def question(kind: str, terms: Sequence[Term]) -> Row:
    """The values by which `hits` asks for these terms. Only words from parse.py, in the index's own language each in
    quotation marks: nothing in it can be an operator."""
    asked = " AND ".join(f'"{" ".join(term.words)}"{" *" if term.prefix else ""}' for term in terms)
    values: Row = {"search_asked": f'kind : "{kind}" AND {{title body}} : ({asked})'}
    for n, term in enumerate(terms):
        values[f"search_whole_{n}"] = f" {' '.join(term.words)} "
        values[f"search_begun_{n}"] = f" {' '.join(term.words)}{'' if term.prefix else ' '}"
    return values


def _found(
    session: Session, kind: str, terms: int, among: Select[Any] | None, asked: Row
) -> tuple[FromClause, ColumnElement[int], list[ColumnElement[bool]]]:
    """The tables to read, the id to sort by (the index walks backwards only when it is its own), and the conditions that
    an entry holds the words and is of a row in `among`, worded by how many those rows are.

    SQLite does not weigh words against conditions. Tried with 100,000 people, a common word and a rare condition: looking
    at every match takes 60 ms and more, reading the few rows 4 ms; with a rare word or many rows it is the other way round.
    """
    matched = literal_column("search_index").op("MATCH")(value("search_asked", asked))
    everything = _index.join(entries, entries.c.id == _index.c.rowid).join(_words, _words.c.id == _index.c.rowid)
    if among is None:
        return everything, _index.c.rowid, [matched]
    own = among.selected_columns[0]
    few = None
    if _are_many(session, select(_index.c.rowid).where(matched)):
        conditions = among.with_only_columns(own, maintain_column_froms=True)
        few = session.scalars(conditions.limit(A_FEW + 1), asked).all()
    if few is None or len(few) > A_FEW:
        here = among.where(own == entries.c.row_id).correlate(entries).exists()
        return everything, _index.c.rowid, [matched, here]
    rows = entries.c.row_id.in_(select(column("value", Integer)).select_from(func.json_each(json.dumps([*few]))))
    return (
        entries.join(_words, _words.c.id == entries.c.id),
        entries.c.id,
        [
            entries.c.kind == kind,
            rows,
            *(or_(_holds(_title, "begun", t, asked), _holds(_body, "begun", t, asked)) for t in range(terms)),
        ],
    )


def _are_many(session: Session, rows: Select[Any]) -> bool:
    some = rows.limit(A_FEW + 1).subquery()
    return session.scalar(select(func.count()).select_from(some)) == A_FEW + 1


_index = table("search_index", column("rowid", Integer))
# The words of an entry, from where FTS5 keeps its columns (kind, title, body): asked for them itself, it takes twice as long.
_words = table("search_index_content", column("id", Integer), column("c1", Text), column("c2", Text))
_title, _body = (" " + _words.c[name] + " " for name in ("c1", "c2"))


def _holds(words: ColumnElement[str], how: str, term: int, asked: Row) -> ColumnElement[bool]:
    """Whether the words of a column contain a term: "whole", or only "begun" if it may go on."""
    return func.instr(words, value(f"search_{how}_{term}", asked)) > 0


def _weight(term: int, asked: Row) -> ColumnElement[int]:
    """How well an entry answers one term, in four steps. bm25 would count every match of the word first, for nothing:
    it weighs rare words against common ones, and here all of them are there."""
    return case(
        (_holds(_title, "whole", term, asked), WHOLE_IN_TITLE),
        (_holds(_title, "begun", term, asked), BEGUN_IN_TITLE),
        (_holds(_body, "whole", term, asked), WHOLE_IN_BODY),
        else_=BEGUN_IN_BODY,
    )


def _row_of(entry_id: object, row: Row) -> Row:
    title, body = (" ".join(indexed(str(row[field]))) for field in ("title", "body"))
    return {"id": entry_id, "kind": row["kind"], "title": title, "body": body}


_UPSERT = text(
    "INSERT INTO search_entries (kind, row_id, audience) VALUES (:kind, :row_id, :audience)"
    " ON CONFLICT (kind, row_id, audience) DO UPDATE SET audience = excluded.audience RETURNING id"
)
_INSERT = text("INSERT INTO search_entries (id, kind, row_id, audience) VALUES (:id, :kind, :row_id, :audience)")
_FORGET_KIND = text("DELETE FROM search_index WHERE rowid IN (SELECT id FROM search_entries WHERE kind = :kind)")
_FORGET_ROW = text(
    "DELETE FROM search_index WHERE rowid IN (SELECT id FROM search_entries WHERE kind = :kind AND row_id = :row_id)"
)
_FORGET_ONE = text("DELETE FROM search_index WHERE rowid = :id")
_LEARN = text("INSERT INTO search_index (rowid, kind, title, body) VALUES (:id, :kind, :title, :body)")
