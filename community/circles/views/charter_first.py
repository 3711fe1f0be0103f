"""Whoever asks for what is inside a circle before signing its charter is led to the charter."""

from typing import Any

from flask import render_template, url_for

from community.circles.permissions.circles import CharterFirst
from community.circles.views import blueprint
from community.core.language import gettext as _


@blueprint.errorhandler(CharterFirst)
def charter_first(refusal: CharterFirst) -> Any:
    """The refusal in its own words, with the way to what it asks for."""
    return render_template(
        "errors/error.html",
        status=refusal.status,
        message=refusal.message,
        what_next=refusal.what_next,
        action_url=url_for("circles.charter", circle=refusal.circle),
        action_label=_("Read the charter"),
    ), refusal.status
