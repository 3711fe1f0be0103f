"""Where one said when one would like to be reminded: a place among one's wishes for mail by now. The old address still leads there."""

from typing import Any

from flask import redirect, url_for

from community.core.web import public
from community.ties.views import blueprint


@blueprint.get("/ties/reminders")
@public
def reminders() -> Any:
    """Links in older mails come here."""
    return redirect(url_for("notifications.wishes"), 301)
