"""The navigation as one reader finds it. What a link looks like is the same for everybody and drawn once; whom it is shown to,
what is current and what waits is asked for every page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from babel import Locale
from flask import Flask, current_app, request, url_for
from markupsafe import Markup

from community.core import registry
from community.core.feature import NavItem
from community.core.language import locale_now

IN_THE_BAR = 5  # of a phone; where there are more, the last of these opens the rest
_FACE = Markup('{0}<span class="nav-label">{1}</span>')


@dataclass(frozen=True, slots=True)
class Place:
    """One link of the navigation as the template draws it; `face` is its icon and label."""

    url: str
    face: Markup
    current: bool
    badge: int | None
    badge_words: Any
    post: bool


@dataclass(frozen=True, slots=True)
class Main:
    """The main navigation: what stands in the bar, the rest, and whether something waits in the rest."""

    bar: Sequence[Place]
    rest: Sequence[Place]

    @property
    def waits(self) -> bool:
        """Something waits where it is not seen at once."""
        return any(place.badge for place in self.rest)


def main(actor: Any) -> Main:
    """Where the reader can go."""
    places = _places(actor, "main")
    return Main(places, ()) if len(places) <= IN_THE_BAR else Main(places[: IN_THE_BAR - 1], places[IN_THE_BAR - 1 :])


def account(actor: Any) -> list[Place]:
    """What concerns the reader's own account."""
    return _places(actor, "account")


def _places(actor: Any, where: str) -> list[Place]:
    here, locale, drawn = request.path, locale_now(), current_app.extensions["navigation"]
    places = []
    for item, count in registry.of_app().navigation:
        if item.place != where or not item.shown(actor):
            continue
        url = url_for(item.endpoint)
        is_here = here == url or (url != "/" and here.startswith(url + "/"))
        waiting = count(actor) if count and actor else None
        places.append(Place(url, drawn(item, locale), is_here, waiting, item.badge_words, item.post))
    return places


def drawer(icon: Any) -> Callable[[NavItem, Locale | None], Markup]:
    """What draws the face of a link: every page has a dozen, so each is drawn once for each language."""

    @lru_cache(maxsize=1024)
    def drawn(item: NavItem, locale: Locale | None) -> Markup:
        return _FACE.format(icon(item.icon), item.label)

    return drawn


def init_app(app: Flask) -> None:
    """Draw with the icons of this application; to be called after they are known."""
    app.extensions["navigation"] = drawer(app.jinja_env.globals["drawn_icon"])
