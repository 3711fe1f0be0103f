"""Mentorships that one of the two calls wrong."""

from typing import Any

from flask import flash

from community.coordination.actions import people as actions
from community.coordination.permissions import COORDINATE, for_coordinators
from community.coordination.views import blueprint
from community.core.language import gettext as _
from community.core.web import current_actor, page, requires, see_other
from community.mentorships import queries
from community.mentorships.forms import place_words, span_words
from community.mentorships.models import Mentorship

load = for_coordinators(queries.disputed_by_public_id)


@blueprint.get("/mentorships")
@requires(COORDINATE)
def disputes() -> Any:
    """Those nobody has looked at yet."""
    return page(
        "coordination/disputes.html", disputed=queries.disputed(), place_words=place_words, span_words=span_words
    )


@blueprint.post("/mentorships/<mentorship>/confirmation")
@requires(COORDINATE, load=load)
def confirm_mentorship(mentorship: Mentorship) -> Any:
    """It was so."""
    actions.settle_dispute(current_actor(), mentorship, was_so=True)
    flash(_("It is shown again."), "good")
    return see_other("coordination.disputes")


@blueprint.post("/mentorships/<mentorship>/removal")
@requires(COORDINATE, load=load)
def remove_mentorship(mentorship: Mentorship) -> Any:
    """It was not so."""
    actions.settle_dispute(current_actor(), mentorship, was_so=False)
    flash(_("It stays hidden, also when the roster comes again."), "good")
    return see_other("coordination.disputes")
