"""The subject's thanks for a congratulation: to that person alone, or openly."""

from community.accounts.models import Person
from community.core import clock
from community.core.errors import Missing
from community.core.extensions import db
from community.core.outbox import publish
from community.core.policy import can
from community.events import Thanked
from community.milestones import queries
from community.milestones.actions import steps
from community.milestones.models import LONGEST_CONGRATULATION, Congratulation
from community.milestones.permissions import THANK


def thank(actor: Person, congratulation: Congratulation, *, words: str, openly: bool) -> Congratulation:
    """Thank for words, or thank in other words. Openly: for those who read the congratulation.

    Refuses: Missing when it is gone, is applause or was not said to the actor; Invalid without words. Publishes Thanked, the first time.
    """
    said = steps.words_of(words, LONGEST_CONGRATULATION)
    held = _held(actor, congratulation)
    first = held.thanked_at is None
    held.thanks, held.thanks_openly = said, openly
    held.thanked_at = held.thanked_at or clock.now()
    db.session.flush()
    if first:
        publish(Thanked(held.id, held.milestone_id, actor.id, held.person_id))
    return held


def take_thanks_back(actor: Person, congratulation: Congratulation) -> None:
    """Take one's thanks back. Refuses: Missing when it is gone or was not said to the actor."""
    held = _held(actor, congratulation)
    held.thanks, held.thanks_openly, held.thanked_at = "", False, None
    db.session.flush()


def _held(actor: Person, congratulation: Congratulation) -> Congratulation:
    held = queries.locked_congratulation(congratulation.id)
    if held is None or not can(actor, THANK, held):
        raise Missing
    return held
