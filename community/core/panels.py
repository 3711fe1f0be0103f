"""Panels: what one feature shows on a page that belongs to another (a profile, home).

A feature names functions in its manifest; each gives a Panel or None when it has nothing to say.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Panel:
    """A piece of a page: its template finds `panel` (this object) and its `context` by name."""

    title: Any
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    order: int = 50
