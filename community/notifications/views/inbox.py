"""The inbox, "News": one row for each thing that something happened to. Reading it marks nothing; opening a thing does."""

from typing import Any

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from community.core.errors import Missing
from community.core.language import gettext as _
from community.core.web import current_actor, page, requires, safe_next, see_other, signed_in
from community.notifications import actions, queries, shown
from community.notifications.models import Notice
from community.notifications.permissions import SEE_NOTICE
from community.notifications.views import blueprint


@blueprint.get("/notifications")
@signed_in
def index() -> Any:
    """What is new, newest first; all of it, or what is unread."""
    actor, after = current_actor(), request.args.get("after")
    unread_only = request.args.get("show") == "unread"
    found = queries.inbox(actor, after=after, unread_only=unread_only)
    return page(
        "notifications/index.html",
        page=found,
        rows=shown.rows(actor, found.items),
        unread_only=unread_only,
        unread=actor.unread_notices,
        started=bool(after),
        newest=None if after else max(found.items, key=lambda notice: notice.id, default=None),
    )


@blueprint.post("/notifications/<notice>/read")
@requires(SEE_NOTICE, load=queries.by_public_id)
def read(notice: Notice) -> Response:
    """It needs nothing more of me."""
    actions.mark_read(notice)
    return _back(notice)


@blueprint.post("/notifications/<notice>/unread")
@requires(SEE_NOTICE, load=queries.by_public_id)
def unread(notice: Notice) -> Response:
    """I would like to come back to it."""
    actions.mark_unread(notice)
    return _back(notice)


@blueprint.post("/notifications/read")
@signed_in
def read_all() -> Response:
    """I have seen all of this: everything up to the newest that the page showed. A page that showed nothing marks nothing."""
    if shown_newest := request.form.get("newest"):
        newest = queries.by_public_id(current_actor(), shown_newest)
        if newest is None:
            raise Missing
        actions.mark_all_read(newest)
        flash(_("Everything you saw is marked as read."), "good")
    return see_other("notifications.index")


def _back(notice: Notice) -> Response:
    """To the row one was at: by keyboard and on a phone one does not begin at the top again."""
    return redirect(f"{safe_next(url_for('notifications.index'))}#{notice.public_id}", 303)
