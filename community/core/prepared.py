"""Statements of busy pages, built once and asked for every reader: building one can take longer than answering it.

Write the statement with READER where the actor would be, decorate the function that builds it with `built_once`, and
execute it with `values_for(actor)`. The clauses of permissions.py take READER as they take a Person.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any

from sqlalchemy import ColumnElement, Integer, bindparam, false

from community.core import audiences, registry


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


def built_once(build: Callable[[], Any]) -> Callable[[], Any]:
    """Keep what `build` makes for as long as the same features relate people to each other."""
    keep = lru_cache(maxsize=4)(lambda relations: build())

    @wraps(build)
    def built() -> Any:
        return keep(tuple(registry.of_app().relations))

    return built


def related_to_reader(person_id: Any) -> ColumnElement[bool]:
    """Whether the person of a column is related to READER, as SQL."""
    ids = audiences.related(READER.id)
    return false() if ids is None else person_id.in_(ids)
