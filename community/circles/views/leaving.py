"""Leaving a circle, and letting somebody go with a word to them."""

from typing import Any

from flask import flash, url_for

from community.accounts.permissions import SEE_PERSON
from community.circles import actions, queries
from community.circles.forms.people import FarewellForm
from community.circles.models import Circle, CircleMember
from community.circles.permissions import BELONG
from community.circles.permissions.people import LET_GO, READ_FAREWELL
from community.circles.views import blueprint
from community.circles.views.limits import people as people_limit
from community.core.language import gettext as _
from community.core.policy import can
from community.core.web import current_actor, page, requires, see_other


@blueprint.get("/<circle>/leaving")
@requires(BELONG, load=queries.seat)
def leaving(seat: CircleMember) -> Any:
    """What leaving means, before one does."""
    return page(
        "confirm.html",
        title=_("Leave this circle?"),
        text=_("You can leave at any time, without a reason. The others are not told why."),
        consequences=_what_leaving_means(seat),
        action_label=_("Leave"),
        cancel_url=_people_url(seat),
    )


@blueprint.post("/<circle>/leaving")
@requires(BELONG, load=queries.seat)
def leave(seat: CircleMember) -> Any:
    """Leave."""
    actions.leave(current_actor(), seat)
    flash(_("You have left the circle."), "good")
    return see_other("circles.index")


@blueprint.get("/members/<member>/farewell")
@requires(LET_GO, load=queries.member)
def letting_go(member: CircleMember) -> Any:
    """Letting somebody go, with a word to them."""
    return _letting_go_page(member, FarewellForm(formdata=None))


@blueprint.post("/members/<member>/farewell")
@requires(LET_GO, load=queries.member)
@people_limit
def let_go(member: CircleMember) -> Any:
    """Do it. They get a mail that leads to the words."""
    form = FarewellForm()
    if not form.validate():
        return _letting_go_page(member, form)
    actor = current_actor()
    seat = queries.seat(actor, member.circle.public_id)
    assert seat is not None  # LET_GO: the facilitator
    actions.remove(actor, seat, member, words=form.words.data or "")
    flash(_("They are not a member any more, and can read your words."), "good")
    return see_other("circles.people", circle=member.circle.public_id)


@blueprint.get("/farewells/<member>")
@requires(READ_FAREWELL, load=queries.farewell)
def farewell(member: CircleMember) -> Any:
    """The words that were left for whoever was let go."""
    return page("circles/farewell.html", circle=member.circle, words=member.words)


def _letting_go_page(member: CircleMember, form: FarewellForm) -> Any:
    return page("circles/let_go.html", form=form, member=member, circle=member.circle)


def _what_leaving_means(seat: CircleMember) -> list[str]:
    circle = seat.circle
    told = [_("What you wrote stays for the others to read. You can’t read here any more.")]
    if circle.is_ended:
        return told
    told.append(_("What was said under the charter stays between you, also after you have left."))
    if seat.facilitates:
        told.append(_who_follows(circle))
    return told


def _who_follows(circle: Circle) -> str:
    if circle.stand_in is None:
        return _("You hold this circle together, and nobody stands in: the others are asked who would like to.")
    if not can(current_actor(), SEE_PERSON, circle.stand_in):
        return _("The stand-in holds the circle together from then on.")
    return _("%(name)s, the stand-in, holds the circle together from then on.", name=circle.stand_in.name)


def _people_url(seat: CircleMember) -> str:
    return url_for("circles.people", circle=seat.circle.public_id)
