"""Congratulating in one's own words, and quiet applause."""

from community.accounts.models import Person
from community.core import clock
from community.core.errors import Conflict, Missing
from community.core.extensions import db
from community.core.language import _l
from community.core.outbox import publish
from community.core.policy import can
from community.events import Congratulated, CongratulationTakenBack
from community.milestones import queries
from community.milestones.actions import steps
from community.milestones.models import APPLAUSE, LONGEST_CONGRATULATION, WORDS, Congratulation, Milestone
from community.milestones.permissions import CHANGE_CONGRATULATION, CONGRATULATE, TAKE_WORDS_BACK


def congratulate(actor: Person, milestone: Milestone, *, words: str) -> Congratulation:
    """Say something to it, once; those read it who may read the milestone now.

    Refuses: Missing, Conflict when it is gone, is the actor's own, or has been congratulated; Invalid without words.
    Publishes Congratulated.
    """
    said = words_of(words)
    held = steps.held(actor, milestone, CONGRATULATE)
    congratulation = _say(actor, held, WORDS, said)
    if congratulation is None:
        raise Conflict(
            _l("You have congratulated already."), what_next=_l("Open it to change your words, or to take them back.")
        )
    on = clock.today(actor.time_zone)
    publish(Congratulated(congratulation.id, held.id, actor.id, held.subject_id, on))
    return congratulation


def applaud(actor: Person, milestone: Milestone) -> None:
    """Applaud quietly. Twice is once. Refuses: Missing, Conflict when it is gone or is the actor's own."""
    _say(actor, steps.held(actor, milestone, CONGRATULATE), APPLAUSE, "")


def take_applause_back(actor: Person, milestone: Milestone) -> None:
    """Applaud no more. Without applause nothing happens."""
    for one in queries.said_rows(actor, milestone.id, APPLAUSE):
        db.session.delete(one)
    db.session.flush()


def change_words(actor: Person, congratulation: Congratulation, *, words: str) -> Congratulation:
    """Say it in other words. Refuses: Missing when it is gone or not the actor's; Invalid without words."""
    said = words_of(words)
    held = _held(actor, congratulation)
    if held.words != said:
        held.words, held.edited_at = said, clock.now()
        db.session.flush()
    return held


def take_words_back(actor: Person, congratulation: Congratulation) -> None:
    """Take one's words (or quiet applause) back, and with them the thanks for them, also when one may not see any more what
    they were said to. Refuses: Missing when they are gone or not the actor's. Publishes CongratulationTakenBack for words.
    """
    held = queries.locked_congratulation(congratulation.id)
    if held is None or not can(actor, TAKE_WORDS_BACK, held):
        raise Missing
    subject_id = held.milestone.subject_id
    db.session.delete(held)
    db.session.flush()
    if held.kind == WORDS:
        publish(CongratulationTakenBack(held.id, actor.id, subject_id))


def words_of(words: str) -> str:
    """Cleaned words; refuses (Invalid) none, or more than fits."""
    return steps.words_of(words, LONGEST_CONGRATULATION)


def _say(actor: Person, milestone: Milestone, kind: str, words: str) -> Congratulation | None:
    """A new row, or None when the actor has said this already. The milestone is held, so nobody is quicker."""
    if queries.said_rows(actor, milestone.id, kind):
        return None
    congratulation = Congratulation(
        milestone_id=milestone.id,
        person_id=actor.id,
        kind=kind,
        words=words,
        audience=milestone.audience,
        cohort_id=milestone.cohort_id,
        circle_id=milestone.circle_id,
    )
    db.session.add(congratulation)
    db.session.flush()
    return congratulation


def _held(actor: Person, congratulation: Congratulation) -> Congratulation:
    held = queries.locked_congratulation(congratulation.id)
    if held is None or held.kind != WORDS or not can(actor, CHANGE_CONGRATULATION, held):
        raise Missing
    return held
