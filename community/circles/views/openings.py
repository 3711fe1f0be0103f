"""Opening a circle: asking for it, the second coordinator's answer, reading what is inside, and what the circle knows of it."""

from typing import Any

from flask import flash, request

from community.circles import actions, queries
from community.circles.forms.openings import OpeningForm
from community.circles.models import Circle, CircleMember, CircleOpening, CircleReport
from community.circles.opened import looks_said, names_of
from community.circles.permissions import (
    ANSWER_OPENING,
    ASK_OPENING,
    BELONG,
    CLOSE_OPENING,
    LOOK_INSIDE,
    SEE_OPENING,
    SEE_REPORT,
)
from community.circles.views import blueprint
from community.circles.views.frame import inside
from community.circles.views.limits import openings as openings_limit
from community.core import clock
from community.core.database import write_aside
from community.core.errors import Missing
from community.core.language import gettext as _
from community.core.policy import can
from community.core.web import current_actor, page, requires, see_other


@blueprint.get("/<circle>/openings")
@requires(BELONG, load=queries.seat)
def openings(seat: CircleMember) -> Any:
    """Every time coordinators could read this circle: who, when, why, and each page they read."""
    found = queries.openings_of(seat.circle_id)
    looks = queries.looks([one.id for one in found])
    told = [(one, names_of(one), looks_said([look for look in looks if look.opening_id == one.id])) for one in found]
    return inside("circles/openings.html", seat, "openings", openings=told)


@blueprint.get("/<circle>/opening")
@requires(ASK_OPENING, load=queries.overseen)
def ask_opening(circle: Circle) -> Any:
    """Why must it be opened?"""
    return _asking(circle, OpeningForm())


@blueprint.post("/<circle>/opening")
@requires(ASK_OPENING, load=queries.overseen)
@openings_limit
def send_opening(circle: Circle) -> Any:
    """Ask a second coordinator."""
    form = OpeningForm()
    if not form.validate_on_submit():
        return _asking(circle, form)
    words = {"reason": form.reason.data, "notice": form.notice.data}
    opening = actions.ask_opening(current_actor(), circle, report=_report_of(circle), **words)
    flash(_("The other coordinators are asked. It opens with the yes of one of them."), "good")
    return see_other("circles.opening", opening=opening.public_id)


@blueprint.get("/openings/<opening>")
@requires(SEE_OPENING, load=queries.opening)
def opening(opening: CircleOpening) -> Any:
    """Who asks, why, and what became of it. Nothing of what is inside."""
    actor = current_actor()
    return page(
        "circles/opening.html",
        opening=opening,
        state=opening.state(clock.now()),
        report=opening.report if opening.report and can(actor, SEE_REPORT, opening.report) else None,
        looks=looks_said(queries.looks([opening.id])),
        may_answer=can(actor, ANSWER_OPENING, opening),
        may_look=can(actor, LOOK_INSIDE, opening),
        may_close=can(actor, CLOSE_OPENING, opening),
    )


@blueprint.post("/openings/<opening>/yes")
@requires(ANSWER_OPENING, load=queries.opening)
def open_circle(opening: CircleOpening) -> Any:
    """The second coordinator says yes."""
    actions.open_circle(current_actor(), opening)
    flash(_("It is open to the two of you for a day. Its members are told now."), "good")
    return see_other("circles.opening", opening=opening.public_id)


@blueprint.post("/openings/<opening>/no")
@requires(ANSWER_OPENING, load=queries.opening)
def decline_opening(opening: CircleOpening) -> Any:
    """The second coordinator says no."""
    actions.decline_opening(current_actor(), opening)
    flash(_("It stays closed."), "good")
    return see_other("circles.opening", opening=opening.public_id)


@blueprint.post("/openings/<opening>/end")
@requires(CLOSE_OPENING, load=queries.opening)
def close_opening(opening: CircleOpening) -> Any:
    """Take the question back, or close the circle before its day is over."""
    actions.close_opening(current_actor(), opening)
    flash(_("It is closed."), "good")
    return see_other("circles.opening", opening=opening.public_id)


@blueprint.get("/openings/<opening>/talk")
@requires(LOOK_INSIDE, load=queries.opening)
def opened_talk(opening: CircleOpening) -> Any:
    """What was written in an opened circle, newest first. Each time it is read is written down."""
    _note_look(opening, "talk")
    found = queries.opened_posts(current_actor(), opening.id, request.args.get("after"))
    return page("circles/opened_talk.html", opening=opening, posts=found)


@blueprint.get("/openings/<opening>/meetings")
@requires(LOOK_INSIDE, load=queries.opening)
def opened_meetings(opening: CircleOpening) -> Any:
    """Agendas and notes of the meetings of an opened circle, newest first. Each time they are read is written down."""
    _note_look(opening, "meetings")
    found = queries.opened_meetings(current_actor(), opening.id, request.args.get("after"))
    return page("circles/opened_meetings.html", opening=opening, meetings=found)


def _note_look(opening: CircleOpening, what: str) -> None:
    opening_id, actor_id = opening.id, current_actor().id
    write_aside(lambda aside: actions.note_look(aside, opening_id, actor_id, what))


def _report_of(circle: Circle) -> CircleReport | None:
    """The report named in the address, when the question rests on one."""
    name = request.args.get("report")
    if not name:
        return None
    report = queries.report(current_actor(), name)
    if report is None or report.circle_id != circle.id:
        raise Missing
    return report


def _asking(circle: Circle, form: OpeningForm) -> Any:
    return page(
        "circles/ask_opening.html",
        form=form,
        circle=circle,
        report=_report_of(circle),
        has_second=queries.can_be_answered(current_actor(), circle.id),
        stands=queries.stands_asked(circle.id),
    )
