"""The waiting list: a place nobody answered for is kept for the next."""

from community.circles import actions, queries
from community.core import clock


def pass_on_places() -> None:
    """Kept places whose time is over go to the next; free ones, however they came about, to who waits."""
    for member_id in queries.kept_places_over(clock.now()):
        actions.end_kept_place(member_id)
    for circle_id in queries.circles_with_room_for_waiting():
        actions.keep_free_places(circle_id)
