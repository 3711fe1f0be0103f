"""The check-in of a meeting: its questions, one's answers, and what the others answered once one has."""

from typing import Any

from flask import flash

from community.circles import actions, queries
from community.circles.forms.checkins import CheckinForm, QuestionForm
from community.circles.models import MOST_QUESTIONS, CheckinQuestion, CircleMeeting
from community.circles.permissions import (
    ANSWER_QUESTION,
    ASK_CHECKIN,
    SEE_MEETING,
    TAKE_QUESTION_BACK,
    WRITE_IN_CIRCLE,
)
from community.circles.permissions.meetings import ways_with
from community.circles.views import blueprint
from community.circles.views.frame import inside
from community.circles.views.limits import answers
from community.core.errors import Invalid, Missing
from community.core.language import gettext as _
from community.core.policy import can
from community.core.web import current_actor, requires, see_other


@blueprint.get("/meetings/<meeting>/checkin")
@requires(SEE_MEETING, load=queries.meeting)
def checkin(meeting: CircleMeeting) -> Any:
    """The questions; beneath each one's own answer, or the field for it."""
    return _page(meeting)


@blueprint.post("/meetings/<meeting>/checkin")
@requires(ASK_CHECKIN, load=queries.meeting)
@answers
def ask_question(meeting: CircleMeeting) -> Any:
    """Ask one more question."""
    form = QuestionForm()
    if not form.validate():
        return _page(meeting, form)
    try:
        actions.ask_question(current_actor(), meeting, words=form.words.data or "")
    except Invalid as error:
        form.refuse(error)
        return _page(meeting, form)
    flash(_("Your question is there."), "good")
    return see_other("circles.checkin", meeting=meeting.public_id)


@blueprint.get("/questions/<question>/answer")
@requires(ANSWER_QUESTION, load=queries.question)
def edit_answer(question: CheckinQuestion) -> Any:
    """The field, with what one has answered so far."""
    own = queries.own_checkin_answer(question.id, current_actor().id)
    return _answering(question, CheckinForm(formdata=None, data={"words": own.words if own else ""}))


@blueprint.post("/questions/<question>/answer")
@requires(ANSWER_QUESTION, load=queries.question)
@answers
def answer_question(question: CheckinQuestion) -> Any:
    """Keep the answer; it opens those of the others."""
    form = CheckinForm()
    if not form.validate():
        return _answering(question, form)
    try:
        actions.answer_question(current_actor(), question, words=form.words.data or "")
    except Invalid as error:
        form.refuse(error)
        return _answering(question, form)
    return see_other("circles.checkin", meeting=question.meeting.public_id, _anchor=f"q-{question.public_id}")


@blueprint.post("/questions/<question>/removal")
@requires(TAKE_QUESTION_BACK, load=queries.question)
def take_question_back(question: CheckinQuestion) -> Any:
    """Ask it no more."""
    actions.take_question_back(current_actor(), question)
    flash(_("The question is gone."), "good")
    return see_other("circles.checkin", meeting=question.meeting.public_id)


def _page(meeting: CircleMeeting, form: QuestionForm | None = None) -> Any:
    actor, seat = current_actor(), _seat(meeting)
    found = queries.questions_of(meeting.id)
    may_ask = "agenda" in ways_with(actor, seat, meeting)
    may_add = may_ask and len(found) < MOST_QUESTIONS
    return inside(
        "circles/checkin.html", seat, "meetings",
        form=form or (QuestionForm(formdata=None) if may_add else None),
        meeting=meeting,
        questions=found,
        said=queries.checkin_answers(actor, meeting.id),
        may_ask=may_ask,
        may_answer=can(actor, WRITE_IN_CIRCLE, seat) and not meeting.is_cancelled,
    )  # fmt: skip


def _answering(question: CheckinQuestion, form: CheckinForm) -> Any:
    return inside("circles/checkin_answer.html", _seat(question.meeting), "meetings", form=form, question=question)


def _seat(meeting: CircleMeeting) -> Any:
    seat = queries.seat_by_ids(meeting.circle_id, current_actor().id)
    if seat is None:
        raise Missing
    return seat
