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

from sqlalchemy import ColumnElement, Integer, bindparam, false

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
    """The rows of a statement of columns, not of entities.

    It goes past what the session does for entities, which takes as long as a small query itself.
    """
    session = db.session()
    session.flush()
    return session.connection().execute(statement, values).all()


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
