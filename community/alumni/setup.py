"""What profiles give to every template: the reader's own portrait, languages and links in words."""

from urllib.parse import urlsplit

from flask import Flask, url_for

from community.core.spoken import language_words
from community.core.web.responses import current_actor


def init_app(app: Flask) -> None:
    """Make `my_portrait` and two filters known to the templates."""
    app.context_processor(_my_portrait)
    app.add_template_filter(language_words, "language_words")
    app.add_template_filter(link_words, "link_words")


def link_words(address: str) -> str:
    """A web address as people say it: without https and www, and not too long."""
    parts = urlsplit(address)
    said = (parts.hostname or "").removeprefix("www.") + parts.path.rstrip("/")
    return said if len(said) <= 40 else said[:39] + "…"


def _my_portrait() -> dict[str, str]:
    actor = current_actor()
    if actor is None or not actor.portrait:
        return {}
    return {"my_portrait": url_for("alumni.portrait", person=actor.public_id, v=actor.portrait[:8])}
