"""Invitations: what became of them, and inviting one or many."""

from typing import Any

from flask import flash, request

from community.coordination.actions import invitations as actions
from community.coordination.forms.invitations import ChoiceForm, SendForm
from community.coordination.forms.people import INVITATION_NAMES, InviteForm
from community.coordination.permissions import COORDINATE
from community.coordination.queries import invitations as queries
from community.coordination.queries import overview, people, rosters
from community.coordination.views import blueprint
from community.core.errors import Conflict, Invalid
from community.core.language import gettext as _
from community.core.web import current_actor, page, requires, see_other


@blueprint.get("/invitations")
@requires(COORDINATE)
def invitations() -> Any:
    """All invitations with their state, and who is in line."""
    state = request.args.get("state", "")
    state = state if state in INVITATION_NAMES and state != "none" else ""
    return page(
        "coordination/invitations/index.html",
        state=state,
        counts=overview.invitations_by_state(),
        to_do=overview.to_do(),
        batches=queries.batches_under_way(),
        invitations=queries.invitations(state, request.args.get("after")),
        names=INVITATION_NAMES,
        a_minute=actions.A_MINUTE,
    )


@blueprint.get("/invitations/choice")
@requires(COORDINATE)
def choose() -> Any:
    """Whom to invite, and how many that are."""
    choice = _choice()
    return _choosing(choice, SendForm(whom=choice.chosen))


@blueprint.post("/invitations")
@requires(COORDINATE)
def invite_many() -> Any:
    """Put them in line."""
    form = SendForm()
    if not form.validate_on_submit():
        return _choosing(_choice(), form)
    batch = actions.invite_many(current_actor(), form.whom.data)
    flash(_("%(number)s invitations are in line; the first are on their way.", number=batch.size), "good")
    return see_other("coordination.invitations")


@blueprint.get("/invitations/new")
@requires(COORDINATE)
def invite_page() -> Any:
    """Invite one person."""
    return page("coordination/invitations/one.html", form=InviteForm())


@blueprint.post("/invitations/new")
@requires(COORDINATE)
def invite() -> Any:
    """Send it."""
    form = InviteForm()
    if not form.validate_on_submit():
        return page("coordination/invitations/one.html", form=form)
    try:
        actions.invite(current_actor(), name=form.name.data, email=form.email.data)
    except Invalid as error:
        form.refuse(error)
        return page("coordination/invitations/one.html", form=form)
    except Conflict as conflict:
        form.refuse(Invalid(conflict.message, field="email"))
        return page("coordination/invitations/one.html", form=form)
    flash(_("The invitation to %(name)s is on its way.", name=form.name.data), "good")
    return see_other("coordination.invitations")


def _choice() -> ChoiceForm:
    choice = ChoiceForm(request.args)
    choice.offer(rosters.that_brought_people(choice.roster), people.all_programmes(), people.all_cohorts())
    return choice


def _choosing(choice: ChoiceForm, form: SendForm) -> Any:
    whom = choice.chosen
    return page(
        "coordination/invitations/choice.html",
        form=form,
        choice=choice,
        number=queries.how_many(whom),
        names=queries.first_names(whom),
        a_minute=actions.A_MINUTE,
    )
