"""Every hour: promises of tomorrow, promises whose day is over, and closing rounds that are over."""

from community.circles import actions
from community.core import clock


def look_after_promises() -> None:
    """Remind of those of tomorrow; let those rest whose day is over everywhere."""
    now = clock.now()
    actions.remind_of_promises(now)
    actions.let_promises_rest(now)


def end_circles() -> None:
    """Circles end whose closing round is over."""
    actions.end_closings_over(clock.now())
