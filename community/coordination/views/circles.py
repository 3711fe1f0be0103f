"""Circles as coordinators see them: that they meet, never what is said; and what to do when one cannot help itself."""

from typing import Any

from flask import flash, request, url_for

from community.accounts.queries import people_by_name, person_by_public_id
from community.circles import actions
from community.circles import queries as circle_queries
from community.circles.models import Circle
from community.circles.permissions import ASK_OPENING
from community.circles.queries import overview
from community.coordination.actions.log import note
from community.coordination.forms.circles import STATE_NAMES, CirclesFilter
from community.coordination.permissions import COORDINATE, for_coordinators
from community.coordination.views import blueprint
from community.core import clock
from community.core.errors import Missing
from community.core.language import gettext as _
from community.core.policy import can
from community.core.web import current_actor, page, requires, see_other

load = for_coordinators(overview.coordinated)


@blueprint.get("/circles")
@requires(COORDINATE)
def circles() -> Any:
    """All circles, by their dates and numbers; first what waits for a coordinator."""
    actor, form = current_actor(), CirclesFilter(request.args)
    return page(
        "coordination/circles/index.html",
        form=form,
        wanted=form.wanted,
        circles=overview.circles(form.wanted, request.args.get("after")),
        reports=circle_queries.reports_waiting(actor).items,
        asked=circle_queries.openings_asked(actor),
        state_names=STATE_NAMES,
    )


@blueprint.get("/circles/<circle>")
@requires(COORDINATE, load=load)
def circle(circle: Circle) -> Any:
    """One circle: dates, numbers, how many came. Who asked for help, and openings, for who has never been in it."""
    actor, now = current_actor(), clock.now()
    return page(
        "coordination/circles/circle.html",
        circle=circle,
        row=overview.circle_row(circle.id),
        meetings=overview.meeting_counts(circle.id),
        reports=circle_queries.reports_about(actor, circle.id),
        openings=[(one, one.state(now)) for one in circle_queries.openings_about(actor, circle.id)],
        may_ask=can(actor, ASK_OPENING, circle),
        state_names=STATE_NAMES,
    )


@blueprint.post("/circles/<circle>/question")
@requires(COORDINATE, load=load)
def ask_its_members(circle: Circle) -> Any:
    """Ask its members once more who would like to hold it together."""
    actions.ask_its_members(current_actor(), circle)
    note(current_actor(), "circle_asked", name=circle.name)
    flash(_("Its members are asked. The first to say yes holds it together."), "good")
    return see_other("coordination.circle", circle=circle.public_id)


@blueprint.get("/circles/<circle>/facilitator")
@requires(COORDINATE, load=load)
def choose_facilitator(circle: Circle) -> Any:
    """Whom to ask, by name: anybody the coordinator may see, member of the circle or not; but no coordinator."""
    words = request.args.get("q", "")
    found = people_by_name(current_actor(), words) if words.strip() else []
    people = [one for one in found if not one.is_coordinator]
    return page("coordination/circles/facilitator.html", circle=circle, people=people, words=words)


@blueprint.post("/circles/<circle>/facilitator")
@requires(COORDINATE, load=load)
def propose_facilitator(circle: Circle) -> Any:
    """Ask them."""
    person = person_by_public_id(current_actor(), request.form.get("person", ""))
    if person is None:
        raise Missing
    actions.propose_facilitator(current_actor(), circle, person)
    note(current_actor(), "circle_facilitator_asked", person, name=circle.name)
    flash(_("%(name)s is asked. You see it here when they have said yes.", name=person.name), "good")
    return see_other("coordination.circle", circle=circle.public_id)


@blueprint.get("/circles/<circle>/end")
@requires(COORDINATE, load=load)
def end_circle(circle: Circle) -> Any:
    """What happens when it is ended."""
    return page(
        "confirm.html",
        title=_("End “%(name)s”?", name=circle.name),
        text=_("None of its members takes part in the community any more."),
        consequences=[
            _("Nobody can join it, and nothing is written in it any more."),
            _("What was written stays for its members, should they come back. You cannot read it."),
        ],
        action_label=_("End it"),
        cancel_url=url_for("coordination.circle", circle=circle.public_id),
    )


@blueprint.post("/circles/<circle>/end")
@requires(COORDINATE, load=load)
def end_circle_now(circle: Circle) -> Any:
    """It has ended."""
    actions.close_abandoned(current_actor(), circle)
    note(current_actor(), "circle_ended", name=circle.name)
    flash(_("The circle has ended."), "good")
    return see_other("coordination.circle", circle=circle.public_id)
