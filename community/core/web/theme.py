"""Light, dark or as the system has it: a switch that works without JavaScript."""

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from community.core.settings import current
from community.core.web.access import public
from community.core.web.responses import is_own_path

blueprint = Blueprint("core", __name__)
YEAR = 365 * 24 * 3600
THEMES = ("auto", "light", "dark")


@blueprint.post("/theme")
@public
def theme() -> Response:
    """Remember the choice in a cookie and go back to the page it was made on."""
    wanted = request.form.get("theme", "auto")
    back = request.form.get("next", "/")
    answer = redirect(back if is_own_path(back) else "/", 303)
    answer.set_cookie(
        "theme",
        wanted if wanted in THEMES else "auto",
        max_age=YEAR,
        samesite="Lax",
        httponly=True,
        secure=current().production,
    )
    return answer
