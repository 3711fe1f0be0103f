"""Who acts, and the few shapes of an answer."""

from typing import Any
from urllib.parse import urlsplit

from flask import redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response


def current_actor() -> Any:
    """The Person signed in, or None for a visitor."""
    user = current_user._get_current_object()
    return user if user is not None and user.is_authenticated else None


def page(template: str, form: Any = None, status: int = 200, **context: Any) -> tuple[str, int]:
    """A rendered page. A form that was refused makes it a 422, and shows what was typed."""
    if status == 200 and form is not None and form.errors:
        status = 422
    return render_template(template, form=form, **context), status


def see_other(endpoint: str, **values: Any) -> Response:
    """Go on to another page after something was done (303, so that a reload repeats nothing)."""
    return redirect(url_for(endpoint, **values), 303)


def safe_next(default: str) -> str:
    """Where `next` in the request wants to go, if that is a path of ours; otherwise `default`."""
    wanted = request.values.get("next", "")
    return wanted if is_own_path(wanted) else default


def is_own_path(wanted: str) -> bool:
    """True for a path on this site: no scheme, no host, no tricks with slashes or control characters."""
    if not wanted.startswith("/") or wanted.startswith(("//", "/\\")) or "\\" in wanted:
        return False
    if any(ord(char) < 32 for char in wanted):
        return False
    parts = urlsplit(wanted)
    return not parts.scheme and not parts.netloc
