"""Error pages: what happened, and what to do. Nothing is ever a bare 500."""

import logging
import traceback
from typing import Any

from flask import Flask, current_app, g, render_template
from sqlalchemy.exc import DataError, DBAPIError, OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

from community.core import database
from community.core.errors import Refusal
from community.core.language import gettext as _

log = logging.getLogger(__name__)


def _words(status: int) -> tuple[str, str]:
    """What happened and what to do, for errors that bring no words of their own."""
    known = {
        400: (_("That request did not make sense to us."), _("Go back, reload the page, and try again.")),
        403: (_("This page is not for you to use."), _("Go back to where you came from, or home.")),
        404: (
            _("There is nothing at this address."),
            _("The link may be old. Start again from home."),
        ),
        405: (_("This page cannot be used that way."), _("Go back and use the button on the page.")),
        409: (
            _("Somebody was quicker, or things have changed since you opened the page."),
            _("Go back, reload the page, and see how things stand now."),
        ),
        413: (
            _("That is more than fits through this door."),
            _("Go back: what you typed should still be in the form. Choose a smaller file, and send it again."),
        ),
        429: (_("That was a lot of tries in a short time."), _("Wait a few minutes, then try again.")),
        503: (
            _("Many people are writing at this moment."),
            _("Nothing was lost or changed. Wait a few seconds and send it again."),
        ),
    }
    return known.get(
        status,
        (
            _("Something went wrong on our side."),
            _("Nothing you did was wrong. Try again in a moment; if it stays so, tell your coordinator."),
        ),
    )


def _answer(status: int, message: Any = None, what_next: Any = None) -> tuple[str, int]:
    default_message, default_next = _words(status)
    g.is_error_page = True
    html = render_template(
        "errors/error.html",
        status=status,
        message=message or default_message,
        what_next=what_next or default_next,
    )
    return html, status


def on_refusal(refusal: Refusal) -> tuple[str, int]:
    """A refusal of the domain, in its own words."""
    return _answer(refusal.status, refusal.message, refusal.what_next)


def on_http(error: HTTPException) -> Any:
    """An error of the web: wrong address, too large, expired form."""
    if error.code is None or error.code < 400:
        return error
    from flask_wtf.csrf import CSRFError

    if isinstance(error, CSRFError):
        return _answer(
            400,
            _("This page was open for a long time, so we could not be sure the form came from you."),
            _("Go back, reload the page, and send it again. What you typed may still be there."),
        )
    if isinstance(error, SecurityError):
        return _plain(400, *_words(400))  # asked for by a name that is not ours: no address can be built for it
    return _answer(error.code)


def on_busy_database(error: OperationalError) -> tuple[str, int]:
    """The database was locked for longer than we wait. SQLite says so of a statement that is wrong, too: that is a defect."""
    if getattr(error.orig, "sqlite_errorname", None) == "SQLITE_ERROR":
        return on_crash(error)
    log.warning("database busy or away: %s", type(error.orig).__name__)
    return _plain(503, *_words(503))


def on_database_error(error: DBAPIError) -> tuple[str, int]:
    """A value the database cannot hold (a NUL character, a number out of range) is bad input; of two who write the
    same at the same moment, the second hears that somebody was quicker. All else is a defect."""
    if error.connection_invalidated:
        return _plain(503, *_words(503))
    if isinstance(error, DataError):
        log.warning("a value the database cannot hold: %s", type(error.orig).__name__)
        return _plain(400, *_words(400))
    if database.somebody_was_quicker(error):
        log.warning("somebody was quicker: %s", type(error.orig).__name__)
        return _plain(409, *_words(409))
    return on_crash(error)


def on_crash(error: Exception) -> tuple[str, int]:
    """A defect. It is logged; the person gets a page that needs neither database nor session."""
    if isinstance(error, DBAPIError):
        # What a database says may quote the values; where it happened tells enough.
        where = "".join(traceback.format_tb(error.__traceback__))
        log.error("unexpected error of the database: %s\n%s", type(error.orig).__name__, where)
    else:
        log.exception("unexpected error", exc_info=error)
    message, what_next = _words(500)
    return _plain(500, message, what_next)


def _plain(status: int, message: str, what_next: str) -> tuple[str, int]:
    """A page that asks neither the database nor the session who is reading."""
    template = current_app.jinja_env.get_template("errors/plain.html")
    return template.render(message=message, what_next=what_next), status


def init_app(app: Flask) -> None:
    """Answer every kind of error with a page."""
    app.register_error_handler(Refusal, on_refusal)
    app.register_error_handler(HTTPException, on_http)
    app.register_error_handler(OperationalError, on_busy_database)
    app.register_error_handler(DBAPIError, on_database_error)
    if not app.testing:
        app.register_error_handler(Exception, on_crash)
