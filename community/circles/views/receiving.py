"""The door of a circle, for its facilitator and stand-in: who asks, who is invited; and the answer to a request."""

from dataclasses import dataclass
from typing import Any

from flask import flash

from community.circles import actions, queries
from community.circles.forms.joining import YesOrNoForm
from community.circles.models import ASKED, INVITED, NOT_NOW, WAITING, CircleMember
from community.circles.permissions import RECEIVE, WELCOME
from community.circles.views import blueprint
from community.core.errors import Invalid
from community.core.language import gettext as _
from community.core.policy import can
from community.core.web import current_actor, requires, see_other


@dataclass(frozen=True, slots=True)
class Door:
    """What circles/_door.html shows above the members."""

    requests: list[CircleMember]
    invitations: list[CircleMember]
    waiting: int


def door(seat: CircleMember) -> Door | None:
    """Who would come in; None for members who do not hold the door."""
    actor = current_actor()
    if not can(actor, WELCOME, seat):
        return None
    found = queries.at_the_door(actor, seat.circle_id)
    return Door(
        [place for place in found if place.state == ASKED],
        [place for place in found if place.state == INVITED],
        queries.how_many_wait(seat.circle_id),
    )


@blueprint.post("/requests/<request>/answer")
@requires(RECEIVE, load=queries.request)
def answer_request(asked: CircleMember) -> Any:
    """Yes, or not now, to who would like to join."""
    form = YesOrNoForm()
    if not form.validate():
        raise Invalid(_("Please say yes or no."))
    circle, name = asked.circle, asked.person.name
    answered = actions.answer_request(current_actor(), asked, wants=form.says_yes)
    if answered.state == NOT_NOW:
        flash(_("%(name)s is told, kindly, that there is no place at the moment.", name=name), "good")
    elif answered.state == WAITING:
        flash(_("%(name)s is on the waiting list: the next free place is kept for them.", name=name), "good")
    else:
        flash(_("%(name)s is in the circle now.", name=name), "good")
    return see_other("circles.people", circle=circle.public_id)
