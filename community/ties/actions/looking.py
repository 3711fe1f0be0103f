"""Looking at ties on their own day: whether both rhythms have passed since the newest contact."""

from collections.abc import Sequence
from datetime import date

from community.core.extensions import db
from community.ties import queries
from community.ties.actions.calling import call_reminders
from community.ties.actions.restating import show_on_sides, wish_of
from community.ties.clock import fades_on, is_open, look_for_reminders, planned_look, ready, runs_from
from community.ties.models import Tie


def look_at(tie_ids: Sequence[int], today: date) -> int:
    """Look at ties whose day has come; may run twice, late, or for several missed weeks at once. How many are due.

    What is due from now on is for both sides' home, and they are reminded of it. Publishes TieRemindersDue.
    """
    ties = [tie for tie in queries.locked(tie_ids) if tie.look_on is not None and tie.look_on <= today]
    for tie in ties:
        _look(tie, today)
    db.session.flush()
    call_reminders(queries.whom_to_remind([side for tie in ties for side in tie.sides], today))
    return sum(any(is_open(side, today) for side in tie.sides) for tie in ties)


def _look(tie: Tie, today: date) -> None:
    one, other = (wish_of(side) for side in tie.sides)
    if ready(one, other, runs_from(tie.last_on, tie.settled_on, tie.found_on), today):
        _find_due(tie, today)
    start = runs_from(tie.last_on, tie.settled_on, tie.found_on)
    looks = planned_look(tie.public_id, one, other, start, today), look_for_reminders(tie.public_id, tie.sides, today)
    tie.look_on = min((look for look in looks if look is not None), default=None)


def _find_due(tie: Tie, today: date) -> None:
    """From now on, for both. A side that said "later" and is due all the while notices nothing: it would tell of the other."""
    tie.settled_on, tie.found_on = tie.last_on, today
    for side in tie.sides:
        if not is_open(side, today):
            side.due_until = fades_on(today)
    show_on_sides(tie)
