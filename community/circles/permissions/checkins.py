"""Who asks the questions of a check-in, who answers them, and who reads the answers: those who have answered."""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, select
from sqlalchemy.orm import aliased

from community.accounts.models import Person
from community.accounts.permissions import blocked_with
from community.circles.models import CheckinAnswer, CheckinQuestion, CircleMeeting
from community.circles.permissions.circles import WRITE_IN_CIRCLE, readable_by
from community.circles.permissions.inside import reads_words, seat_in
from community.circles.permissions.meetings import SEE_MEETING, WRITE_AGENDA
from community.core.extensions import db
from community.core.policy import Permission, can

_own = aliased(CheckinAnswer)

# As the agenda: whoever holds the circle together, and who leads this meeting.
ASK_CHECKIN = Permission("circles.ask_checkin", lambda actor, meeting: can(actor, WRITE_AGENDA, meeting))


def _meeting(question: Any) -> CircleMeeting | None:
    return db.session.get(CircleMeeting, question.meeting_id) if question is not None else None


SEE_QUESTION = Permission("circles.see_question", lambda actor, question: can(actor, SEE_MEETING, _meeting(question)))


def questions_visible_to(actor: Person | None) -> ColumnElement[bool]:
    """The SQL twin of SEE_QUESTION: a clause on CheckinQuestion; the question belongs to its meeting."""
    if actor is None or not actor.is_present:
        return false()
    readable = readable_by(actor, CircleMeeting.circle_id, CircleMeeting.starts_at).correlate(CircleMeeting)
    return exists().where(CircleMeeting.id == CheckinQuestion.meeting_id, readable)


def _may_answer(actor: Any, question: Any) -> bool:
    meeting = _meeting(question)
    if meeting is None or meeting.is_cancelled or not can(actor, SEE_MEETING, meeting):
        return False
    return can(actor, WRITE_IN_CIRCLE, seat_in(actor, meeting.circle_id))


ANSWER_QUESTION = Permission("circles.answer_question", _may_answer)


def _may_take_back(actor: Any, question: Any) -> bool:
    if not can(actor, ASK_CHECKIN, _meeting(question)):
        return False
    return db.session.scalar(select(CheckinAnswer.id).where(CheckinAnswer.question_id == question.id).limit(1)) is None


# A question that somebody has answered stays.
TAKE_QUESTION_BACK = Permission("circles.take_question_back", _may_take_back)


def _may_read_answer(actor: Any, answer: Any) -> bool:
    question = db.session.get(CheckinQuestion, answer.question_id)
    if not can(actor, SEE_QUESTION, question):
        return False
    meeting = _meeting(question)
    if meeting is None or not reads_words(actor, meeting.circle_id, answer.created_at, answer.person_id):
        return False
    own = (CheckinAnswer.question_id == answer.question_id, CheckinAnswer.person_id == actor.id)
    return db.session.scalar(select(CheckinAnswer.id).where(*own)) is not None


# One's own answer opens those of the others: before, they are not there.
READ_CHECKIN_ANSWER = Permission("circles.read_checkin_answer", _may_read_answer)


def checkin_answers_visible_to(actor: Person | None) -> ColumnElement[bool]:
    """The SQL twin of READ_CHECKIN_ANSWER: a clause on CheckinAnswer."""
    if actor is None or not actor.is_present:
        return false()
    answered = exists().where(_own.question_id == CheckinAnswer.question_id, _own.person_id == actor.id)
    meeting = readable_by(actor, CircleMeeting.circle_id, CircleMeeting.starts_at).correlate(CircleMeeting)
    words = readable_by(actor, CircleMeeting.circle_id, CheckinAnswer.created_at).correlate(
        CircleMeeting, CheckinAnswer
    )
    asked = exists().where(
        CheckinQuestion.id == CheckinAnswer.question_id, CircleMeeting.id == CheckinQuestion.meeting_id, meeting, words
    )
    return and_(answered, asked.correlate(CheckinAnswer), ~blocked_with(actor.id, CheckinAnswer.person_id))
