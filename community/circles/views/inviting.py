"""Inviting somebody by name, and taking an invitation back."""

from typing import Any

from flask import flash, request

from community.accounts.queries import people_by_name, person_by_public_id
from community.circles import actions, queries
from community.circles.models import CircleMember
from community.circles.permissions import RECEIVE, WELCOME
from community.circles.views import blueprint
from community.circles.views.limits import invites
from community.core.errors import Invalid, Missing
from community.core.language import gettext as _
from community.core.text import clean_line
from community.core.web import current_actor, page, requires, see_other

LONGEST_NAME, MOST_OFFERED = 100, 30


@blueprint.get("/<circle>/invite")
@requires(WELCOME, load=queries.seat)
def invite(seat: CircleMember) -> Any:
    """Whom to invite: by the beginning of a name; without one, people the actor knows."""
    actor, words = current_actor(), clean_line(request.args.get("q", "")[:LONGEST_NAME])
    concerned = queries.person_ids_concerned(seat.circle_id)
    people = people_by_name(actor, words, most=MOST_OFFERED)
    return page(
        "circles/invite.html",
        circle=seat.circle,
        words=words,
        people=[(person, person.id not in concerned) for person in people],
    )


@blueprint.post("/<circle>/invite")
@requires(WELCOME, load=queries.seat)
@invites
def send_invitation(seat: CircleMember) -> Any:
    """Invite the person who was chosen."""
    actor = current_actor()
    wanted = request.form.get("person", "")
    if not wanted:
        raise Invalid(_("Please choose somebody."))
    person = person_by_public_id(actor, wanted)
    if person is None:
        raise Missing
    actions.invite(actor, seat, person)
    flash(_("%(name)s is invited, and in as soon as they say yes.", name=person.name), "good")
    return see_other("circles.invite", circle=seat.circle.public_id)


@blueprint.post("/invitations/<invitation>/withdraw")
@requires(RECEIVE, load=queries.invitation)
def take_invitation_back(invitation: CircleMember) -> Any:
    """Take it back."""
    circle = invitation.circle
    actions.take_invitation_back(current_actor(), invitation)
    flash(_("The invitation is taken back."), "good")
    return see_other("circles.people", circle=circle.public_id)
