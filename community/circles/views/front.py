"""The front page of a circle: what it says of itself to who is not in it, and the one step they can take."""

from typing import Any

from community.circles import queries
from community.circles.models import Circle
from community.circles.permissions import PENDING
from community.circles.permissions.circles import seat_of
from community.circles.permissions.joining import may_knock
from community.core.web import current_actor, page


def front(circle: Circle) -> Any:
    """The page for everybody who is not in the circle."""
    actor = current_actor()
    seat = seat_of(actor, circle)
    place = seat if seat is not None and seat.state in PENDING and circle.is_running else None
    return page(
        "circles/front.html",
        circle=circle,
        place=place,
        may_knock=may_knock(actor, circle, seat),
        waiting=queries.how_many_wait(circle.id),
    )
