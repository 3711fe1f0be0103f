"""The page of a circle: for who is not in it, what it says of itself; for its members, what they write to each other."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import request, url_for

from community.circles import actions, queries
from community.circles.models import REACTIONS, CircleMember
from community.circles.permissions import OPEN_CIRCLE, READ_CIRCLE, Opened
from community.circles.queries.searching import LONGEST_QUESTION
from community.circles.said import Reader, Said, excerpt
from community.circles.views import blueprint
from community.circles.views.frame import inside
from community.circles.views.front import front
from community.circles.views.limits import searches
from community.core.language import gettext as _
from community.core.policy import can
from community.core.text import clean_line
from community.core.web import current_actor, requires, see_other


@blueprint.get("/<circle>")
@requires(OPEN_CIRCLE, load=queries.opened)
def show(opened: Opened) -> Any:
    """The circle as the reader may see it; who has not signed its charter finds that first."""
    if opened.seat is None:
        return front(opened.circle)
    if not can(current_actor(), READ_CIRCLE, opened.seat):
        return see_other("circles.charter", circle=opened.circle.public_id)
    return _talk(opened)


def _talk(opened: Opened) -> Any:
    """The conversations of a circle, by the last thing said in them."""
    actor, seat, after = current_actor(), opened.seat, request.args.get("after")
    assert seat is not None
    found = queries.conversations(actor, seat, is_parted=opened.is_parted, after=after)
    said = Reader(actor, seat).said(found.items)
    if not after:
        actions.note_talk_seen(seat, found.items[0].last_at if found.items else None)
    return inside(
        "circles/talk.html",
        seat,
        "talk",
        said=said,
        page=found,
        started=bool(after),
        c=Surroundings(seat),
        next_meeting_at=opened.next_meeting_at,
        next_meeting=opened.next_meeting,
    )


@blueprint.get("/<circle>/search")
@requires(READ_CIRCLE, load=queries.seat)
@searches
def search(seat: CircleMember) -> Any:
    """Posts and replies with these words, newest first."""
    actor, words = current_actor(), clean_line(request.args.get("q", "")[:LONGEST_QUESTION])
    terms = queries.terms_of(words)
    reader = Reader(actor, seat)
    found = queries.search(actor, seat, terms, request.args.get("after")) if terms else None
    said = reader.said(queries.posts(actor, found.ids)) if found else []
    # A name the reader is not told must not be found either.
    hits = [one for one in said if one.words is not None and queries.holds(one.words.striptags(), terms)]
    return inside(
        "circles/found.html", seat, "talk", words=words, hits=hits, page=found, excerpt=partial(excerpt, terms=terms)
    )


class Surroundings:
    """What is the same for every post of a page, found once. `here`: where a reaction leads back to."""

    def __init__(self, seat: CircleMember, said: Sequence[Said] = ()) -> None:
        self.posts = url_for("circles.conversation", post="-").removesuffix("-")
        self.members = url_for("alumni.directory")
        self.react_to = next((one.public_id for one in said if one.words is not None), None)
        self.here = request.full_path.rstrip("?") if request.method == "GET" else ""
        self.can_write = not seat.circle.is_ended
        self.kinds = [(kind, str(words)) for kind, words in REACTIONS.items()] if said else []
        self.words = {
            "edited": _("edited"),
            "former": _("A former member"),
            "you": _("You"),
            "new": _("new"),
            "gone": _("taken back"),
            "react": _("React"),
            "change": _("Change or take back"),
            "tell": _("Tell a coordinator"),
        }
