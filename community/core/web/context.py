"""What every template finds without being given it: who I am, where I can go, and names of files."""

from functools import lru_cache
from typing import Any

from babel import Locale
from flask import Flask, g, request

from community.core.language import locale_now
from community.core.settings import current
from community.core.web import navigation
from community.core.web.responses import current_actor, is_own_path


def page_context() -> dict[str, Any]:
    """Variables of every page, also of those that tell an error."""
    actor = current_actor()
    settings = current()
    locale = locale_now() or _locale("en")
    return {
        "me": actor,
        "navigation": navigation.main(actor),
        "account_navigation": navigation.account(actor),
        "community_name": settings.community_name,
        "demo": settings.demo,
        "here": _here(),
        "theme": request.cookies.get("theme", "auto"),
        "locale": str(locale).replace("_", "-"),
        "text_direction": locale.text_direction,
    }


def _here() -> str:
    """The address of this page, to come back to; home where it has none that may be repeated."""
    here = request.full_path if request.query_string else request.path
    return here if is_own_path(here) else "/"


def zone_of_reader() -> str:
    """The time zone in which times are said: the reader's own, or the community's."""
    told = g.get("zone")
    if told:
        return str(told)
    actor = current_actor()
    return actor.time_zone if actor is not None else current().time_zone


def locale_of_reader() -> Locale:
    """The reader's language: their own, or the best their browser asks for among the community's."""
    told = g.get("language")
    if told:
        return _locale(str(told))
    languages = current().languages
    actor = current_actor() if request else None
    if actor is not None and actor.language in languages:
        return _locale(actor.language)
    best = request.accept_languages.best_match(languages) if request else None
    return _locale(best or languages[0])


@lru_cache(maxsize=64)
def _locale(code: str) -> Locale:
    """One object for each language: what is kept for it is found by identity."""
    return Locale.parse(code)


def init_app(app: Flask) -> None:
    """Make the context known to the templates."""
    app.context_processor(page_context)
