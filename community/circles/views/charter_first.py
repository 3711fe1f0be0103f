"""Whoever asks for what is inside a circle before signing its charter is led to the charter."""

from typing import Any

from flask import g, render_template, url_for

from community.circles import queries
from community.circles.permissions.circles import CharterFirst
from community.circles.views import blueprint
from community.core.errors import Missing, Refusal
from community.core.language import gettext as _
from community.core.web import current_actor


@blueprint.errorhandler(CharterFirst)
def charter_first(refusal: CharterFirst) -> Any:
    """The refusal in its own words, with the way to what it asks for."""
    url = url_for("circles.charter", circle=refusal.circle)
    return _with_a_way(refusal, refusal.what_next, url, _("Read the charter"))


@blueprint.errorhandler(Missing)
def missing(refusal: Missing) -> Any:
    """Nothing found. Whoever has a charter to sign may have come by a link to what lies behind it; the same is said of any address."""
    actor = current_actor()
    if actor is None or not any(row.to_sign for row in queries.mine(actor)):
        words = refusal.what_next or _("The link may be old. Start again from home.")
        return _with_a_way(refusal, words)
    words = _("It may lie in a circle of yours whose charter waits for your signature. Sign it first, then try again.")
    return _with_a_way(refusal, words, url_for("circles.index"), _("Your circles"))


def _with_a_way(refusal: Refusal, what_next: Any, url: str | None = None, label: str | None = None) -> tuple[str, int]:
    g.is_error_page = True
    told = {"message": refusal.message, "what_next": what_next, "action_url": url, "action_label": label}
    return render_template("errors/error.html", status=refusal.status, **told), refusal.status
