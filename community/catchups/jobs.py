"""What the clock does to catch-ups, every hour. Each job may run twice, late, or after missed hours."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from community.catchups import queries
from community.catchups.actions import ending, introducing, reminding
from community.catchups.models import CatchUp
from community.core import clock


def lapse() -> None:
    """Requests nobody answered for two weeks come to rest."""
    _for_each_due(CatchUp.lapses_at, ending.lapse)


def remind_to_answer() -> None:
    """One reminder after a week."""
    _for_each_due(CatchUp.remind_at, reminding.remind_to_answer)


def remind_to_meet() -> None:
    """One reminder a day before the meeting."""
    _for_each_due(CatchUp.nudge_at, reminding.remind_to_meet)


def ask_whether_met() -> None:
    """One question after the meeting."""
    _for_each_due(CatchUp.wonder_at, reminding.ask_whether_met)


def settle_introductions() -> None:
    """Catch-ups begin between those who both said yes; introductions of thirty days ago come to rest."""
    now = clock.now()
    for introduction_id in queries.introductions_due(now):
        introducing.settle_introduction(introduction_id, now)


def _for_each_due(column: Any, work: Callable[[int, datetime], bool]) -> None:
    now = clock.now()
    for catchup_id in queries.due(column, now):
        work(catchup_id, now)
