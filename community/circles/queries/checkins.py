"""The check-in of a meeting: its questions, and the answers the reader may read."""

from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import joinedload

from community.accounts.models import Person
from community.circles.models import CheckinAnswer, CheckinQuestion, CircleMeeting
from community.circles.permissions.checkins import checkin_answers_visible_to, questions_visible_to
from community.circles.queries.circles import PERSON_ON_A_LINE
from community.core.extensions import db


def question(actor: Person | None, question: str) -> CheckinQuestion | None:
    """One question the actor may see, with its meeting and circle."""
    if actor is None or not actor.is_present:
        return None
    return db.session.scalar(_whole().where(CheckinQuestion.public_id == question, questions_visible_to(actor)))


def fresh_question(question_id: int) -> CheckinQuestion | None:
    """The question as it is now, for an action that holds its circle."""
    found = _whole().where(CheckinQuestion.id == question_id)
    return db.session.scalar(found.execution_options(populate_existing=True))


def questions_of(meeting_id: int) -> list[tuple[CheckinQuestion, bool]]:
    """The questions of a meeting the caller may see, in the order in which they were asked; whether anybody has answered."""
    answered = exists().where(CheckinAnswer.question_id == CheckinQuestion.id)
    found = select(CheckinQuestion, answered).where(CheckinQuestion.meeting_id == meeting_id)
    return [(question, is_answered) for question, is_answered in db.session.execute(found.order_by(CheckinQuestion.id))]


def how_many_questions(meeting_id: int) -> int:
    """How many questions a meeting has."""
    return db.session.scalar(select(func.count()).where(CheckinQuestion.meeting_id == meeting_id)) or 0


def own_checkin_answer(question_id: int, person_id: int) -> CheckinAnswer | None:
    """What somebody has answered to a question."""
    own = (CheckinAnswer.question_id == question_id, CheckinAnswer.person_id == person_id)
    return db.session.scalar(select(CheckinAnswer).where(*own))


def checkin_answers(actor: Person, meeting_id: int) -> dict[int, list[CheckinAnswer]]:
    """What the actor may read of the check-in of a meeting, by the id of the question: nothing where they have not answered."""
    found = (
        select(CheckinAnswer)
        .join(CheckinQuestion, CheckinQuestion.id == CheckinAnswer.question_id)
        .options(joinedload(CheckinAnswer.person, innerjoin=True).load_only(*PERSON_ON_A_LINE))
        .where(CheckinQuestion.meeting_id == meeting_id, checkin_answers_visible_to(actor))
        .order_by(CheckinAnswer.created_at, CheckinAnswer.id)
    )
    said: dict[int, list[CheckinAnswer]] = {}
    for answer in db.session.scalars(found):
        said.setdefault(answer.question_id, []).append(answer)
    return said


def _whole() -> Any:
    meeting = joinedload(CheckinQuestion.meeting, innerjoin=True)
    return select(CheckinQuestion).options(meeting.joinedload(CircleMeeting.circle, innerjoin=True))
