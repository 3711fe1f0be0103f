"""Yes, maybe or no; and afterwards who was there."""

from typing import Any

from flask import flash

from community.circles import actions, queries
from community.circles.forms.meetings import AnswerForm, AttendanceForm
from community.circles.models import CircleMeeting
from community.circles.permissions import ANSWER_MEETING, TELL_ATTENDANCE, WRITE_NOTES
from community.circles.views import blueprint
from community.circles.views.frame import inside
from community.circles.views.limits import answers
from community.circles.views.meetings import meeting_page, seat_at
from community.core.errors import Invalid
from community.core.language import gettext as _
from community.core.web import current_actor, requires, see_other


@blueprint.post("/meetings/<meeting>/answer")
@requires(ANSWER_MEETING, load=queries.meeting)
@answers
def answer_meeting(meeting: CircleMeeting) -> Any:
    """Say whether one comes."""
    form = AnswerForm()
    if not form.validate():
        return meeting_page(meeting, form)
    said: dict[str, Any] = {
        "answer": form.answer.data or "",
        "reason": form.reason.data or "",
        "at": form.meant,
        "named": form.named,
    }
    try:
        actions.answer_meeting(current_actor(), meeting, **said)
    except Invalid as error:
        form.ask_anew(error, meeting)
        return meeting_page(meeting, form)
    flash(_("Thank you, the others know now."), "good")
    return see_other("circles.meeting", meeting=meeting.public_id)


@blueprint.post("/meetings/<meeting>/presence")
@requires(WRITE_NOTES, load=queries.meeting)
@answers
def say_present(meeting: CircleMeeting) -> Any:
    """ "I was there"."""
    actions.tell_presence(current_actor(), meeting, was_there=True)
    return see_other("circles.meeting", meeting=meeting.public_id)


@blueprint.post("/meetings/<meeting>/absence")
@requires(WRITE_NOTES, load=queries.meeting)
@answers
def say_absent(meeting: CircleMeeting) -> Any:
    """ "I was not there"."""
    actions.tell_presence(current_actor(), meeting, was_there=False)
    return see_other("circles.meeting", meeting=meeting.public_id)


@blueprint.get("/meetings/<meeting>/attendance")
@requires(TELL_ATTENDANCE, load=queries.meeting)
def edit_attendance(meeting: CircleMeeting) -> Any:
    """Everybody who may have been there, with a box."""
    people = queries.people_of_meeting(current_actor(), meeting)
    there = [one.public_id for one in people if one.was_there]
    form = AttendanceForm(formdata=None, data={"present": there, "shown": " ".join(there)})
    form.offer(people)
    return _attendance(meeting, form)


@blueprint.post("/meetings/<meeting>/attendance")
@requires(TELL_ATTENDANCE, load=queries.meeting)
@answers
def tell_attendance(meeting: CircleMeeting) -> Any:
    """Keep it."""
    actor = current_actor()
    people = queries.people_of_meeting(actor, meeting)
    form = AttendanceForm()
    form.offer(people)
    if not form.validate():
        return _attendance(meeting, form)
    actions.tell_attendance(actor, meeting, present=form.changed)
    flash(_("Thank you. Who has kept in touch with whom counts this meeting, too."), "good")
    return see_other("circles.meeting", meeting=meeting.public_id)


def _attendance(meeting: CircleMeeting, form: AttendanceForm) -> Any:
    return inside("circles/attendance.html", seat_at(meeting), "meetings", form=form, meeting=meeting)
