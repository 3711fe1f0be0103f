"""Every hour: meetings of tomorrow."""

from community.circles import actions, queries
from community.core import clock


def remind_to_meet() -> None:
    """One reminder a day before the meeting."""
    now = clock.now()
    for meeting_id in queries.reminders_due(now):
        actions.remind_of_meeting(meeting_id, now)
