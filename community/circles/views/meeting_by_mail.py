"""Saying whether one comes by the link in a mail, also for who is signed out.

Opening the page changes nothing. It says no more than the mail did: place, agenda and who comes are behind the sign-in.
"""

from typing import Any

from flask import flash, url_for

from community.accounts.models import Person
from community.circles import actions, queries
from community.circles.forms.meetings import AnswerByMailForm, time_asked
from community.circles.links import meeting_in
from community.circles.models import CircleMeeting
from community.circles.permissions import ANSWER_MEETING
from community.circles.views import blueprint
from community.circles.views.limits import answers_by_mail
from community.circles.wording import named
from community.core.errors import Invalid
from community.core.language import gettext as _
from community.core.mail import in_words_of
from community.core.policy import can
from community.core.web import page, public, see_other


@blueprint.get("/meetings/by-mail/<token>")
@public
def answer_meeting_by_link(token: str) -> Any:
    """The meeting, and the one button that says whether one comes."""
    person, meeting = meeting_in(token)
    with in_words_of(person):
        return _page(person, meeting)


@blueprint.post("/meetings/by-mail/<token>")
@public
@answers_by_mail
def send_answer_meeting_by_link(token: str) -> Any:
    """Say it."""
    person, meeting = meeting_in(token)
    with in_words_of(person):
        if not can(person, ANSWER_MEETING, meeting):
            return see_other("circles.answer_meeting_by_link", token=token)
        form = AnswerByMailForm()
        if not form.validate():
            return _page(person, meeting, form)
        try:
            actions.answer_meeting(person, meeting, answer=form.answer.data or "", keep_reason=True, at=form.meant)
        except Invalid as error:
            form.ask_anew(error, meeting)
            return _page(person, meeting, form)
        flash(_("Thank you, the others know now."), "good")
    return see_other("circles.answer_meeting_by_link", token=token)


def _page(person: Person, meeting: CircleMeeting, form: AnswerByMailForm | None = None) -> Any:
    circle = queries.by_id(meeting.circle_id)
    assert circle is not None  # a meeting is of a circle
    open_now = can(person, ANSWER_MEETING, meeting)
    if form is None and open_now:
        said = queries.answer_of(meeting.id, person.id)
        told = {"answer": said.answer if said else None, "at": time_asked(meeting)}
        form = AnswerByMailForm(formdata=None, data=told)
    return page(
        "circles/meeting_by_mail.html",
        form=form,
        title=_("A meeting of %(circle)s", circle=named(circle)),
        meeting=meeting,
        url=url_for("circles.meeting", meeting=meeting.public_id),
    )
