"""Who opened what of mine: each time somebody was let into something private, for the person it belongs to.

A feature in which private things can be opened names a function in its manifest (`opened`): `fn(person) -> list[Opened]`.
It names who did it whatever stands between the two: such a deed is done by an office, and is never hidden.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from community.core import registry


@dataclass(frozen=True, slots=True)
class Opened:
    """Something of somebody was open to others from `at` to `until`. `url`: where the person can read more."""

    at: datetime
    until: datetime
    words: Any
    by: Sequence[str]
    notice: str = ""
    looks: Sequence[tuple[datetime, str, Any]] = ()  # when, who, what they read
    url: str | None = None


def opened_of(person: Any) -> list[Opened]:
    """Everything of a person that was opened, newest first."""
    found = [one for function in registry.of_app().opened for one in function(person)]
    return sorted(found, key=lambda one: one.at, reverse=True)
