"""The list of people, and who asks to join."""

from typing import Any

from flask import request

from community.coordination.forms.people import (
    INVITATION_NAMES,
    ROLE_NAMES,
    STANDING_NAMES,
    LookUpForm,
)
from community.coordination.permissions import COORDINATE
from community.coordination.queries import people as queries
from community.coordination.views import blueprint
from community.core.web import page, requires


@blueprint.get("/people")
@requires(COORDINATE)
def people() -> Any:
    """Everybody known, searched and filtered."""
    form = LookUpForm(request.args)
    form.offer(queries.all_cohorts())
    wanted = form.wanted
    return page(
        "coordination/people/index.html",
        form=form,
        wanted=wanted,
        people=queries.people(wanted, request.args.get("after")),
        standing_names=STANDING_NAMES,
        role_names=ROLE_NAMES,
        invitation_names=INVITATION_NAMES,
    )


@blueprint.get("/registrations")
@requires(COORDINATE)
def registrations() -> Any:
    """Who asks to join."""
    return page("coordination/people/registrations.html", waiting=queries.waiting_to_join(request.args.get("after")))
