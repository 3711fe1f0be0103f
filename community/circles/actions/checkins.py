"""The check-in of a meeting: asking a question, answering it. Answers are there for those who have answered."""

from community.accounts.models import Person
from community.circles import queries
from community.circles.actions.steps import LOOK_AGAIN, held
from community.circles.models import MOST_QUESTIONS, CheckinAnswer, CheckinQuestion, Circle, CircleMeeting
from community.circles.permissions import ANSWER_QUESTION, ASK_CHECKIN, TAKE_QUESTION_BACK
from community.core.errors import Conflict, Invalid, Missing
from community.core.extensions import db
from community.core.language import _l
from community.core.policy import Permission, can
from community.core.text import clean_line, clean_text


def ask_question(actor: Person, meeting: CircleMeeting, *, words: str) -> CheckinQuestion:
    """Ask everybody in the circle a question for this meeting. Refuses (Conflict) a sixth one; (Invalid) an empty one."""
    circle = db.session.get(Circle, meeting.circle_id)
    if circle is None:
        raise Missing
    held(circle)
    if not can(actor, ASK_CHECKIN, meeting):
        raise Conflict(_l("Something has changed since you opened this page."), what_next=LOOK_AGAIN)
    words = clean_line(words)
    if not words:
        raise Invalid(_l("What would you like to ask?"), field="words")
    if queries.how_many_questions(meeting.id) >= MOST_QUESTIONS:
        raise Conflict(_l("%(number)d questions are enough for one meeting.", number=MOST_QUESTIONS))
    question = CheckinQuestion(meeting_id=meeting.id, author_id=actor.id, words=words)
    db.session.add(question)
    db.session.flush()
    return question


def answer_question(actor: Person, question: CheckinQuestion, *, words: str) -> None:
    """Answer, or say it better. From then on the others' answers are there. Refuses (Invalid) no words."""
    question = _held(actor, question, ANSWER_QUESTION)
    words = clean_text(words)
    if not words:
        raise Invalid(_l("A word is enough, but say something."), field="words")
    own = queries.own_checkin_answer(question.id, actor.id)
    if own is None:
        own = CheckinAnswer(question_id=question.id, person_id=actor.id)
        db.session.add(own)
    own.words = words
    db.session.flush()


def take_question_back(actor: Person, question: CheckinQuestion) -> None:
    """Ask it no more. Refuses (Conflict) once somebody has answered."""
    db.session.delete(_held(actor, question, TAKE_QUESTION_BACK))
    db.session.flush()


def _held(actor: Person, question: CheckinQuestion, permission: Permission) -> CheckinQuestion:
    """The question as it is now, its circle held. Refuses (Missing) one that is gone, (Conflict) what is not possible any more."""
    held(question.meeting.circle)
    fresh = queries.fresh_question(question.id)
    if fresh is None:
        raise Missing
    if not can(actor, permission, fresh):
        raise Conflict(_l("Something has changed since you opened this page."), what_next=LOOK_AGAIN)
    return fresh
