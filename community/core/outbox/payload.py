"""Events as JSON and back: frozen dataclasses of numbers, words, dates, instants, tuples and None."""

import dataclasses
import types
import typing
from datetime import date, datetime
from functools import cache
from importlib import import_module
from typing import Any

# The vocabulary stands above core and is known here only by its name.
VOCABULARY = "community.events"


class Unspeakable(TypeError):
    """An event holds a value that would not survive the way through JSON."""


def event_class(name: str) -> type[Any]:
    """The class of an event, by its name in the vocabulary."""
    found: type[Any] = getattr(import_module(VOCABULARY), name)
    return found


def to_json(event: Any) -> dict[str, Any]:
    """The fields of an event as plain JSON values; refuses (Unspeakable) anything that cannot come back the same."""
    return {field.name: _say(getattr(event, field.name), field.name) for field in dataclasses.fields(event)}


def from_json(kind: type[Any], payload: dict[str, Any]) -> Any:
    """The event of a class, made from its JSON. Fields that a newer or older release does not know are left out."""
    hints = _hints(kind)  # type: ignore[arg-type]  # a class is hashable
    return kind(**{name: _hear(value, hints[name]) for name, value in payload.items() if name in hints})


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    """What the fields of an event are."""
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


def _say(value: Any, name: str) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise Unspeakable(f"{name} is an instant without a time zone")
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_say(part, name) for part in value]
    raise Unspeakable(f"{name} is a {type(value).__name__}: events hold ids and plain values only")


def _hear(value: Any, hint: Any) -> Any:
    if value is None:
        return None
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return _hear(value, next(part for part in typing.get_args(hint) if part is not type(None)))
    if hint is datetime:
        return datetime.fromisoformat(value)
    if hint is date:
        return date.fromisoformat(value)
    if hint is tuple or origin is tuple:
        parts = [part for part in typing.get_args(hint) if part is not Ellipsis] or [Any]
        return tuple(_hear(one, parts[min(at, len(parts) - 1)]) for at, one in enumerate(value))
    return value
