"""What the calendar does for coordinators: rosters nobody needs any more are forgotten."""

from datetime import timedelta

from community.coordination.actions.importing import forget_old
from community.core import clock

FORGOTTEN_AFTER = timedelta(days=30)
LINES_FORGOTTEN_AFTER = timedelta(days=365)


def forget_rosters() -> None:
    """Drop previews left alone for a month, and the lines of imports older than a year. Twice is as once."""
    forget_old(left_alone_since=clock.now() - FORGOTTEN_AFTER, done_before=clock.now() - LINES_FORGOTTEN_AFTER)
