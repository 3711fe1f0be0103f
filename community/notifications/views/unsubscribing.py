"""Where the links at the foot of mails lead: no more mails of one kind, in the letter instead, or as it was.

They work signed out. Opening them changes nothing. A mail program that unsubscribes for its reader (RFC 8058) posts here
without cookies: the signed link alone says who it is, so this is the one form without a token of the session.
"""

from dataclasses import dataclass
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from community.core.errors import Missing
from community.core.extensions import csrf
from community.core.feature import Topic, Urgency
from community.core.language import _l
from community.core.language import gettext as _
from community.core.mail import in_words_of
from community.core.tokens import TokenBroken
from community.core.web import page, public, see_other
from community.notifications import actions, queries
from community.notifications.links import Link, read_off
from community.notifications.topics import choosable
from community.notifications.views import blueprint
from community.notifications.views.limits import off_by_link, off_from_here

PLAIN = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}


@dataclass(frozen=True)
class Offer:
    """What the page says now, and what can be chosen: each way with its words, the main one first."""

    title: str
    lead: str
    ways: tuple[tuple[str, str], ...] = ()
    note: str = ""


@blueprint.get("/notifications/off/<token>")
@public
def off(token: str) -> Any:
    """How mails of this kind come now, and what else could be chosen."""
    link = _link_of(token)
    if link is None or not link.reaches:
        return page("notifications/off.html", offer=_nothing_comes())
    with in_words_of(link.person):
        topic = choosable().get(link.topic)
        return page("notifications/off.html", offer=_about(link, topic) if topic else _no_such_kind())


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
    if way and link is not None and link.reaches and link.topic in choosable():
        actions.choose_way(link.person, link.topic, way)
    return ("Done: no more mails of this kind.\n", 200, PLAIN) if one_click else see_other("notifications.off", token=token)


def _link_of(token: str) -> Link | None:
    try:
        return read_off(token)
    except TokenBroken as broken:
        raise Missing(
            broken.message,
            what_next=_l("Nothing has changed. Signed in, you can choose under “Mail and letters” in the settings what we write to you about."),
        ) from None  # fmt: skip


def _about(link: Link, topic: Topic) -> Offer:
    way = queries.way_chosen(link.person, topic.name) or topic.way
    now, letter = ("now", _("Mail me at once")), ("letter", _("In my letter instead"))
    never = ("never", _("No more mails of this kind"))
    words = topic.words
    note = _("Without a mail at once your calendar does not hear when a time is moved or cancelled.") if topic.urgency == Urgency.TIME else ""  # fmt: skip
    if way == "never":
        return Offer(
            _("No more mails of this kind"),
            _("We no longer write to you when %(something)s. You find it on the site, under “What is new”.", something=words),
            (("now", _("Take it back")), letter),
            note,
        )  # fmt: skip
    if way == "letter":
        return Offer(
            _("It comes in your letter"),
            _("When %(something)s, it waits for your letter, and no mail of its own comes.", something=words),
            (("never", _("Not in my letter either")), now),
            note,
        )  # fmt: skip
    return Offer(
        _("No more mails of this kind?"),
        _("We write to you when %(something)s. You can also find it on the site alone, under “What is new”.", something=words),
        (never, letter),
        note,
    )  # fmt: skip


def _nothing_comes() -> Offer:
    return Offer(_("No mails come to this address"), _("We do not write to this address any more, so there is nothing to do."))


def _no_such_kind() -> Offer:
    return Offer(_("This kind of mail is no more"), _("We have stopped sending it to anybody, so there is nothing to do."))
