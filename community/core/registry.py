"""What the manifests of all features add up to, looked up by the parts of core that need it.

Filled once by app.py for each application; read through `of_app()` while a context is active.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import current_app

from community.core.feature import Feature, Job, NavItem, Topic


@dataclass
class Registry:
    """Everything registered, already imported."""

    features: tuple[Feature, ...] = ()
    subscribers: dict[str, list[tuple[str, Callable[..., None]]]] = field(default_factory=dict)
    jobs: dict[str, tuple[Job, Callable[[], Any]]] = field(default_factory=dict)
    mails: dict[str, Callable[..., Any]] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)  # by the kind of mail
    inbox: Any = None
    letter: list[Callable[..., Any]] = field(default_factory=list)
    search: dict[str, Callable[..., Any]] = field(default_factory=dict)
    relations: list[Callable[[Any], Any]] = field(default_factory=list)
    groups: dict[str, Callable[[Any], Any]] = field(default_factory=dict)
    named_groups: dict[str, Any] = field(default_factory=dict)
    joining: list[Any] = field(default_factory=list)
    profile_panels: list[Callable[..., Any]] = field(default_factory=list)
    home_panels: list[Callable[..., Any]] = field(default_factory=list)
    asking_panels: list[Callable[..., Any]] = field(default_factory=list)
    reasons: list[Callable[..., Any]] = field(default_factory=list)
    happenings: list[Callable[..., Any]] = field(default_factory=list)
    shared_past: list[Callable[..., Any]] = field(default_factory=list)
    anniversaries: list[Callable[..., Any]] = field(default_factory=list)
    requests_received: list[Callable[..., Any]] = field(default_factory=list)
    field_readers: list[Callable[..., set[int]]] = field(default_factory=list)
    under_way: list[Callable[..., set[int]]] = field(default_factory=list)
    field_values: list[Callable[..., Any]] = field(default_factory=list)
    opened: list[Callable[..., Any]] = field(default_factory=list)
    calendar_entries: list[Callable[..., Any]] = field(default_factory=list)
    gates: list[Callable[[Any], Any]] = field(default_factory=list)
    navigation: list[tuple[NavItem, Callable[[Any], int | None] | None]] = field(default_factory=list)
    permissions: list[Any] = field(default_factory=list)
    library_access: dict[str, str] = field(default_factory=dict)


def of_app() -> Registry:
    """The registry of the running application."""
    registry: Registry = current_app.extensions["registry"]
    return registry
