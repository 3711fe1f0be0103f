"""The manifest of a feature: registration is data, and create_app is a loop over it.

Strings of the form "package.module:attribute" are imported when the app is built, so that a
manifest imports nothing and cycles cannot arise.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from community.core.policy import Permission

Where = str


@dataclass(frozen=True, eq=False)
class NavItem:
    """A place in the navigation. `shown(actor) -> bool` says to whom; `place` is "main" or "account".

    `badge(actor) -> int | None` counts what waits, and `badge_words` say so to who hears the page; `post` makes it a button (signing out).
    """

    label: Any
    endpoint: str
    icon: str
    order: int
    shown: Callable[[Any], bool] = lambda actor: actor is not None
    place: str = "main"
    badge: Where | None = None
    badge_words: Any = None
    post: bool = False


@dataclass(frozen=True)
class Job:
    """Work by the clock. `crontab`: keywords of huey.crontab (minute, hour, day, …), in UTC."""

    name: str
    crontab: Mapping[str, str]
    run: Where


class Urgency(StrEnum):
    """How a mail stands to the week's budget, and whether its reader may choose."""

    ACCOUNT = "account"  # about one's account, or safety: always by mail, at once, nothing to choose
    REQUEST = "request"  # somebody asks this person directly: at once unless they choose otherwise
    TIME = "time"  # a time this person has agreed to: at once unless they choose otherwise, also in a quiet time
    NEWS = "news"  # all else: by mail while the week's budget lasts, then in the letter
    LETTER = "letter"  # the letter itself: its reader chose when it comes; it stands in no inbox and in no budget


@dataclass(frozen=True)
class Topic:
    """What people choose about: the kinds of mails that are one thing to whoever reads them.

    `words` finishes the sentence "We write to you when …"; `way` is what holds until somebody chooses: "now" or "letter".
    `waits`: it asks something of its reader, as requests do, and stands in the letter among what waits for them. `by_day`: nothing
    has happened at that moment, so a mail of its own comes between morning and evening of its reader's own day.
    """

    name: str
    words: Any
    mails: tuple[str, ...]
    urgency: Urgency = Urgency.NEWS
    way: str = "now"
    waits: bool = False
    by_day: bool = False


@dataclass(frozen=True)
class Feature:
    """Everything the house needs to know about a feature."""

    name: str
    blueprints: tuple[Where, ...] = ()
    permissions: tuple[Where, ...] = ()
    subscribers: tuple[tuple[str, Where], ...] = ()
    jobs: tuple[Job, ...] = ()
    mails: Mapping[str, Where] = field(default_factory=dict)
    topics: tuple[Topic, ...] = ()
    inbox: Where = ""
    letter: tuple[Where, ...] = ()
    search: Mapping[str, Where] = field(default_factory=dict)
    relations: tuple[Where, ...] = ()
    groups: Mapping[str, Where] = field(default_factory=dict)
    named_groups: Mapping[str, Where] = field(default_factory=dict)
    joining: tuple[Where, ...] = ()
    profile_panels: tuple[Where, ...] = ()
    home_panels: tuple[Where, ...] = ()
    asking_panels: tuple[Where, ...] = ()
    reasons: tuple[Where, ...] = ()
    happenings: tuple[Where, ...] = ()
    shared_past: tuple[Where, ...] = ()
    anniversaries: tuple[Where, ...] = ()
    requests_received: tuple[Where, ...] = ()
    field_readers: tuple[Where, ...] = ()
    under_way: tuple[Where, ...] = ()
    field_values: tuple[Where, ...] = ()
    opened: tuple[Where, ...] = ()
    calendar_entries: tuple[Where, ...] = ()
    gates: tuple[Where, ...] = ()
    navigation: tuple[NavItem, ...] = ()
    commands: tuple[Where, ...] = ()
    models: tuple[str, ...] = ()
    setup: tuple[Where, ...] = ()
    library_access: Mapping[str, str] = field(default_factory=dict)


class Undeclared(Exception):
    """The application was assembled from something that does not say what it is or who may use it."""


__all__ = ["Feature", "Job", "NavItem", "Permission", "Topic", "Undeclared", "Urgency", "Where"]
