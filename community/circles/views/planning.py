"""Planning meetings, moving them, and cancelling them."""

from typing import Any

from flask import flash

from community.circles import actions, queries
from community.circles.agenda_texts import agenda_text
from community.circles.forms.meetings import CancelForm, ChangeForm, PlanForm, time_of
from community.circles.meeting_words import rule_words
from community.circles.models import CircleMeeting, CircleMember
from community.circles.permissions import CHANGE_MEETING, FACILITATE
from community.circles.views import blueprint
from community.circles.views.frame import inside
from community.circles.views.limits import meetings
from community.circles.views.meetings import seat_at
from community.core.errors import Invalid
from community.core.language import gettext as _
from community.core.web import current_actor, requires, see_other


@blueprint.get("/<circle>/meetings/new")
@requires(FACILITATE, load=queries.seat)
def new_meeting(seat: CircleMember) -> Any:
    """The form, with the circle's own length and rhythm."""
    told = {"minutes": seat.circle.minutes, "length": seat.circle.planned_meetings}
    return _planning(seat, PlanForm(current_actor().time_zone, formdata=None, data=told))


@blueprint.post("/<circle>/meetings/new")
@requires(FACILITATE, load=queries.seat)
@meetings
def plan_meeting(seat: CircleMember) -> Any:
    """Plan it; everybody gets an invitation for their calendar."""
    actor = current_actor()
    form = PlanForm(actor.time_zone)
    if not form.validate():
        return _planning(seat, form)
    told: dict[str, Any] = {"minutes": form.minutes.data, "place": form.place.data or ""}
    try:
        planned = actions.plan(
            actor, seat, starts_at=form.moment, agenda=agenda_text(form.agenda.data), **told, **form.repeats
        )
    except Invalid as error:
        form.refuse(error)
        return _planning(seat, form)
    flash(_("It is planned. Everybody gets an invitation for their calendar."), "good")
    return see_other("circles.meeting", meeting=planned.public_id)


@blueprint.get("/meetings/<meeting>/change")
@requires(CHANGE_MEETING, load=queries.meeting)
def edit_meeting(meeting: CircleMeeting) -> Any:
    """The form with time and place as they are."""
    zone = current_actor().time_zone
    return _changing(meeting, ChangeForm(zone, formdata=None, data=time_of(meeting, zone)))


@blueprint.post("/meetings/<meeting>/change")
@requires(CHANGE_MEETING, load=queries.meeting)
@meetings
def change_meeting(meeting: CircleMeeting) -> Any:
    """Change this one, or this one and all that follow."""
    actor = current_actor()
    form = ChangeForm(actor.time_zone)
    if not form.validate():
        return _changing(meeting, form)
    told = {"starts_at": form.moment, "minutes": form.minutes.data, "place": form.place.data or ""}
    try:
        actions.change_meeting(actor, meeting, following=form.scope.data == "following", **told)
    except Invalid as error:
        form.refuse(error)
        return _changing(meeting, form)
    flash(_("It is changed. If the time is another one, everybody’s calendar follows."), "good")
    return see_other("circles.meeting", meeting=meeting.public_id)


@blueprint.get("/meetings/<meeting>/cancellation")
@requires(CHANGE_MEETING, load=queries.meeting)
def confirm_cancelling_meeting(meeting: CircleMeeting) -> Any:
    """One question before."""
    return _cancelling(meeting, CancelForm(formdata=None))


@blueprint.post("/meetings/<meeting>/cancellation")
@requires(CHANGE_MEETING, load=queries.meeting)
@meetings
def cancel_meeting(meeting: CircleMeeting) -> Any:
    """Cancel this one, or this one and all that follow."""
    form = CancelForm()
    if not form.validate():
        return _cancelling(meeting, form)
    actions.cancel_meeting(current_actor(), meeting, following=form.scope.data == "following")
    flash(_("It is cancelled. Everybody’s calendar forgets it."), "good")
    return see_other("circles.meetings", circle=seat_at(meeting).circle.public_id)


def _planning(seat: CircleMember, form: PlanForm) -> Any:
    return inside("circles/plan_meeting.html", seat, "meetings", form=form)


def _changing(meeting: CircleMeeting, form: ChangeForm) -> Any:
    seat = seat_at(meeting)
    return inside("circles/change_meeting.html", seat, "meetings", form=form, meeting=meeting, rule=_rule(meeting))


def _cancelling(meeting: CircleMeeting, form: CancelForm) -> Any:
    seat = seat_at(meeting)
    return inside("circles/cancel_meeting.html", seat, "meetings", form=form, meeting=meeting, rule=_rule(meeting))


def _rule(meeting: CircleMeeting) -> str | None:
    return rule_words(meeting.series) if meeting.series is not None else None
