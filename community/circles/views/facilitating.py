"""Who holds a circle together: asking, answering, standing in, and the steps of whoever would like to try."""

from typing import Any

from flask import flash
from werkzeug.wrappers import Response

from community.circles import actions, queries
from community.circles.models import Circle, CircleMember
from community.circles.permissions.people import (
    END_STANDING_IN,
    END_THE_ASKING,
    ENTRUST,
    MOVE_ON,
    TAKE_OVER,
    TRY_FACILITATING,
)
from community.circles.views import blueprint
from community.circles.views.limits import people as people_limit
from community.core.language import gettext as _
from community.core.web import current_actor, requires, see_other


@blueprint.post("/members/<member>/facilitator")
@requires(ENTRUST, load=queries.member)
@people_limit
def ask_to_take_over(member: CircleMember) -> Any:
    """Ask a member to hold the circle together from now on."""
    actions.ask_to_take_over(current_actor(), member)
    flash(_("They are asked. Until they say yes, you hold the circle together."), "good")
    return _back(member.circle)


@blueprint.post("/<circle>/facilitator")
@requires(TAKE_OVER, load=queries.seat)
def take_over(seat: CircleMember) -> Any:
    """I will."""
    actions.take_over(current_actor(), seat)
    flash(_("You hold this circle together now. Thank you!"), "good")
    return _back(seat.circle)


@blueprint.post("/<circle>/facilitator/not-now")
@requires(END_THE_ASKING, load=queries.seat)
def end_the_asking(seat: CircleMember) -> Any:
    """Rather not; or the facilitator takes the question back."""
    actions.end_the_asking(current_actor(), seat)
    flash(_("All right: everything stays as it is."), "good")
    return _back(seat.circle)


@blueprint.post("/members/<member>/stand-in")
@requires(ENTRUST, load=queries.member)
@people_limit
def name_stand_in(member: CircleMember) -> Any:
    """Name somebody stand-in."""
    actions.name_stand_in(current_actor(), member)
    flash(_("They are the stand-in now, and hear of it by mail."), "good")
    return _back(member.circle)


@blueprint.post("/<circle>/stand-in/end")
@requires(END_STANDING_IN, load=queries.seat)
def end_standing_in(seat: CircleMember) -> Any:
    """Step down, or do without a stand-in."""
    actions.end_standing_in(current_actor(), seat)
    flash(_("Nobody stands in for now."), "good")
    return _back(seat.circle)


@blueprint.post("/<circle>/steps")
@requires(TRY_FACILITATING, load=queries.seat)
def try_facilitating(seat: CircleMember) -> Any:
    """I would like to try."""
    actions.try_facilitating(current_actor(), seat)
    flash(_("Good. At the next meeting you watch closely how it is led."), "good")
    return _back(seat.circle)


@blueprint.post("/<circle>/steps/end")
@requires(TRY_FACILITATING, load=queries.seat)
def stop_trying(seat: CircleMember) -> Any:
    """Rather not, for now."""
    actions.try_facilitating(current_actor(), seat, wanted=False)
    flash(_("All right. You can say so again whenever you like."), "good")
    return _back(seat.circle)


@blueprint.post("/members/<member>/steps")
@requires(MOVE_ON, load=queries.member)
def move_on(member: CircleMember) -> Any:
    """One step further."""
    actions.move_on(current_actor(), member)
    flash(_("One step further."), "good")
    return _back(member.circle)


def _back(circle: Circle) -> Response:
    return see_other("circles.people", circle=circle.public_id)
