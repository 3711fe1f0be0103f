"""What time does to formed circles: drafts left alone are forgotten, and circles that nobody wanted end."""

from datetime import timedelta

from community.circles.actions.forming import forget_old_formings
from community.circles.actions.releasing import end_unwanted
from community.core import clock

LEFT_ALONE, RELEASED_LONG_AGO = timedelta(days=30), timedelta(days=90)


def look_after_formings() -> None:
    """Nobody was told of a draft; and after three months nobody needs to know who was put where."""
    now = clock.now()
    forget_old_formings(left_alone_since=now - LEFT_ALONE, released_before=now - RELEASED_LONG_AGO)
    end_unwanted()
