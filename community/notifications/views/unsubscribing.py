"""Where the links at the foot of mails lead: no more mails of one kind, in the letter instead, or as it was.

They work signed out. Opening them changes nothing. A mail program that unsubscribes for its reader (RFC 8058) posts here
without cookies: the signed link alone says who it is, so this is the one form without a token of the session.
"""

from contextlib import nullcontext
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from community.core.errors import Missing
from community.core.extensions import csrf
from community.core.language import _l
from community.core.mail import in_words_of
from community.core.tokens import TokenBroken
from community.core.web import page, public, see_other
from community.notifications import actions
from community.notifications.links import Link, read_off
from community.notifications.models import LETTER
from community.notifications.offers import offer_of, way_of
from community.notifications.topics import choosable
from community.notifications.views import blueprint
from community.notifications.views.limits import off_by_link, off_from_here

PLAIN = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}


@blueprint.get("/notifications/off/<token>")
@public
def off(token: str) -> Any:
    """How mails of this kind come now, and what else could be chosen."""
    link = _link_of(token)
    with in_words_of(link.person) if link else nullcontext():
        return page("notifications/off.html", offer=offer_of(link, request.args.get("was", "")))


@blueprint.post("/notifications/off/<token>")
@public
@csrf.exempt
@off_from_here
@off_by_link
def set_off(token: str) -> ResponseReturnValue:
    """Take the choice of the page, or of a mail program. Twice is once."""
    link = _link_of(token)
    one_click = request.form.get("List-Unsubscribe") == "One-Click"
    way = "never" if one_click else request.form.get("way", "")
    was = request.args.get("was")
    if way and link is not None and link.reaches:
        was = held if (held := way_of(link)) != way else was
        _choose(link, way)
    if one_click:
        return "Done: no more mails of this kind.\n", 200, PLAIN
    return see_other("notifications.off", token=token, was=was)


def _choose(link: Link, way: str) -> None:
    if link.topic == LETTER:
        actions.set_rhythm(link.person, way)
    elif link.topic in choosable():
        actions.choose_way(link.person, link.topic, way)


def _link_of(token: str) -> Link | None:
    try:
        return read_off(token)
    except TokenBroken as broken:
        raise Missing(
            broken.message,
            what_next=_l("Nothing has changed. Signed in, you can choose under “Mail and letters” in the settings what we write to you about."),
        ) from None  # fmt: skip
