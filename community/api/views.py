"""The address of a calendar, which calendar programs ask by themselves; and the page on which a member makes it."""

import hashlib
from typing import Any

from flask import Blueprint, Response, flash, request, url_for

from community.api import actions, queries
from community.api.feed import calendar_of
from community.core import clock
from community.core.errors import Missing
from community.core.extensions import limiter
from community.core.language import _l
from community.core.language import gettext as _
from community.core.web import current_actor, page, public, see_other, signed_in

blueprint = Blueprint("api", __name__)

# A program asks every few minutes at most; somebody may have it on several devices.
often_enough = limiter.limit(
    "120 per hour", key_func=lambda: f"calendar:{queries.digest_of(str((request.view_args or {}).get('token')))}"
)
# Calendar services fetch for many people from the same place: only what leads nowhere is counted by place.
wrong_from_here = limiter.limit("600 per hour", deduct_when=lambda response: bool(response.status_code == 404))
changes = limiter.shared_limit("20 per hour", scope="api.calendar", key_func=lambda: f"person:{current_actor().id}")


@blueprint.get("/calendar/<token>.ics")
@public
@wrong_from_here
@often_enough
def calendar(token: str) -> Any:
    """Somebody's calendar, for whoever knows its address. An unknown one, a revoked one, and that of somebody who
    does not take part are all the same: not there."""
    feed = queries.by_token(token)
    if feed is None:
        raise Missing(
            _l("There is no calendar here."),
            what_next=_l("If it was yours, sign in and look into your settings: its address may be another one now."),
        )
    text = calendar_of(feed.person)
    actions.note_reading(feed, clock.today())
    answer = Response(text, content_type="text/calendar; charset=utf-8")
    answer.set_etag(hashlib.sha256(text).hexdigest()[:32])
    answer.headers["Cache-Control"] = "private, max-age=300"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer.make_conditional(request)


@blueprint.get("/settings/calendar")
@signed_in
def calendar_settings() -> Any:
    """Their calendar’s address, and how to give it to a calendar program."""
    feed = queries.feed_of(current_actor())
    url = url_for("api.calendar", token=feed.token, _external=True) if feed is not None else None
    subscribe_url = f"webcal://{url.partition('://')[2]}" if url else None
    return page("api/calendar.html", feed=feed, url=url, subscribe_url=subscribe_url)


@blueprint.post("/settings/calendar")
@signed_in
@changes
def make_calendar() -> Any:
    """Make the address."""
    actions.make_feed(current_actor())
    return see_other("api.calendar_settings")


@blueprint.post("/settings/calendar/renewal")
@signed_in
@changes
def renew_calendar() -> Any:
    """Another address in place of this one."""
    actions.renew_feed(current_actor())
    flash(_("This is the new address. The old one leads nowhere any more."), "good")
    return see_other("api.calendar_settings")


@blueprint.post("/settings/calendar/removal")
@signed_in
@changes
def revoke_calendar() -> Any:
    """No address any more."""
    actions.revoke_feed(current_actor())
    flash(
        _(
            "Your calendar can be fetched no more. What a program has fetched before may stay in it until you remove it there."
        ),
        "good",
    )
    return see_other("api.calendar_settings")
