"""What its owner sees on the site is no news any more: opening the page of a thing, by whatever way, marks its notices read.

It costs one look-up by person and page, for who has something unread, and writes beside the request only if there is something to mark.
"""

import logging
from collections.abc import Sequence
from typing import Any

from flask import Flask, Response, g, request
from sqlalchemy.exc import OperationalError

from community.core.web import current_actor
from community.notifications import actions, queries
from community.notifications.wording import held_words

log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    """Look after each page whether it was what a notice leads to; and let the page of all settings say what holds about mail."""
    app.after_request(_note_seen)
    app.add_template_global(held_words, "mail_words")


def unread_shown(actor: Any) -> int:
    """The number at the inbox in the navigation: what waits, without what stands on this very page."""
    return max(0, actor.unread_notices - len(_unread_here(actor)))


def _note_seen(response: Response) -> Response:
    if request.method != "GET" or response.status_code != 200 or response.mimetype != "text/html":
        return response
    actor = current_actor()
    if actor is not None and (seen := _unread_here(actor)):
        try:
            actions.note_seen(actor.id, seen)
        except OperationalError:  # many are writing at this moment: the page counts, and it is noted the next time
            log.warning("what was seen could not be noted")
    return response


def _unread_here(actor: Any) -> Sequence[int]:
    """The reader's unread notices about the page they open; asked once for a request."""
    if not actor.unread_notices or request.method != "GET" or _is_not_seen():
        return ()
    if "unread_here" not in g:
        g.unread_here = queries.unread_about(actor.id, request.script_root + request.path)
    found: Sequence[int] = g.unread_here
    return found


def _is_not_seen() -> bool:
    """Nobody reads a page the browser fetches beforehand, nor what an error page says in place of the thing."""
    return "is_error_page" in g or "prefetch" in request.headers.get("Sec-Purpose", "")
