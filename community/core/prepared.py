"""Statements of busy pages, built once and asked for every reader: building one can take longer than answering it.

Write the statement with READER where the actor would be and `bindparam("name")` where any other value would be,
decorate the function that builds it with `built_once`, and execute it with `values_for(actor)` and the other values;
`rows` does so for statements of columns. The clauses of permissions.py take READER as they take a Person.

    @built_once
    def _by_place() -> Select[Any]:
        return select(Person.name).where(Profile.place == bindparam("place"), visible_to(READER))

    def by_place(actor: Person, place: str) -> Sequence[Any]:
        return rows(_by_place(), actor, place=place)
"""

from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache, wraps
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Integer, bindparam, false, or_
from sqlalchemy.orm import Session

from community.core import audiences, registry
from community.core.extensions import db

SHAPES = 64


class _AnyReader:
    """Stands for whoever reads; their id is given with `values_for`."""

    id = bindparam("reader", type_=Integer)
    is_present = True


READER: Any = _AnyReader()


def values_for(actor: Any) -> dict[str, Any]:
    """What READER stands for. Refuses (ValueError) somebody who may see nobody: ask before."""
    if not actor.is_present:
        raise ValueError("a reader who does not take part")
    return {"reader": actor.id}


def rows(statement: Any, actor: Any, **values: Any) -> Sequence[Any]:
    """The rows of a statement of columns, not of entities, as one reader gets them."""
    return columns(statement, **values_for(actor), **values)


def columns(statement: Any, **values: Any) -> Sequence[Any]:
    """The rows of a statement of columns, not of entities."""
    return run(statement, **values).all()


def run(statement: Any, session: Session | None = None, /, **values: Any) -> Any:
    """Carry out a statement built once that reads columns or writes rows: in this transaction (or that of another session), and past
    what sessions do for entities, which takes longer than a small statement itself. What is held of the rows it writes is not read anew."""
    session = session or db.session()
    session.flush()
    return session.connection().execute(statement, values)


def built_once(build: Callable[..., Any]) -> Callable[..., Any]:
    """Keep what `build` makes of its arguments for as long as the same features relate people to each other.

    The arguments say how the statement is built (a few shapes), never what is looked for.
    """

    @lru_cache(maxsize=SHAPES)
    def kept(relations: tuple[Any, ...], *shape: Hashable) -> Any:
        return build(*shape)

    @wraps(build)
    def built(*shape: Hashable) -> Any:
        return kept(tuple(registry.of_app().relations), *shape)

    return built


def related_to_reader(person_id: Any) -> ColumnElement[bool]:
    """Whether the person of a column is related to READER, as SQL."""
    ids = audiences.related(READER.id)
    return false() if ids is None else person_id.in_(ids)


def each_related_to_reader(person_id: Any) -> ColumnElement[bool]:
    """The same, asked of each row by itself: for the columns of a few rows, where finding all who are related would take longer."""
    outside = person_id.parent.selectable
    asked = (ids.where(ids.selected_columns[0] == person_id).correlate(outside) for ids in _related_ids())
    return or_(false(), *(ids.exists() for ids in asked))


def anybody_related(clause: Callable[[Any], ColumnElement[bool]]) -> ColumnElement[bool]:
    """Whether `clause(person_id)` holds for anybody related to READER, as SQL: it ends with the first for whom it does."""
    return or_(false(), *(ids.where(clause(ids.selected_columns[0])).exists() for ids in _related_ids()))


def _related_ids() -> list[Any]:
    """What makes people related to READER, as selects without a union."""
    found = [relation(READER.id) for relation in registry.of_app().relations]
    return [ids for part in found for ids in (part.selects if isinstance(part, CompoundSelect) else (part,))]
