"""Permissions: a name and a pure predicate; `can` is the only evaluator.

The SQL twin of a predicate (`visible_to(actor)`) stands directly beneath it in the feature's
permissions.py, and a test proves that both say the same for everybody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Permission:
    """One thing somebody may do. `allows(actor, row)`: actor is a Person or None; row may be None.

    `refusal(actor, row)`: what whoever may not is told, an error of core/errors.py; without it a plain "not for you".
    """

    name: str
    allows: Callable[[Any, Any], bool]
    refusal: Callable[[Any, Any], Exception] | None = None

    def __repr__(self) -> str:
        return f"<Permission {self.name}>"


def can(actor: Any, permission: Permission, row: Any = None) -> bool:
    """Whether `actor` (a Person, or None for a visitor) may do `permission` to `row`."""
    return bool(permission.allows(actor, row))
