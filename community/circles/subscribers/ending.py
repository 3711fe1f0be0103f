"""What follows when a circle closes, ends, or looks for a time: a mail to each member whom it concerns."""

from collections.abc import Iterable

from community.circles import queries
from community.circles.models import CircleMember
from community.core import mail
from community.events import CircleClosingBegan, CircleEnded, CirclePollOpened


def tell_of_closing(event: CircleClosingBegan) -> None:
    """The closing round has begun: to everybody but who began it."""
    closing = queries.closing_of(event.circle_id)
    if closing is None:
        return
    about = f"circle:{event.circle_id}:closing:{closing.created_at.isoformat()}"
    for member in _others(event.circle_id, event.by_person_id):
        mail.post("circles.closing", to=member.person, about=about, circle_id=event.circle_id)


def tell_of_end(event: CircleEnded) -> None:
    """It has ended: what stays, and what is possible now."""
    about = f"circle:{event.circle_id}:ended"
    for member in queries.members(event.circle_id):
        mail.post("circles.ended", to=member.person, about=about, circle_id=event.circle_id)


def ask_for_times(event: CirclePollOpened) -> None:
    """When could you meet? To everybody but who asks."""
    poll = queries.poll_by_id(event.poll_id)
    if poll is None:
        return
    for member in _others(poll.circle_id, event.by_person_id):
        mail.post("circles.poll", to=member.person, about=f"poll:{poll.id}", poll_id=poll.id)


def _others(circle_id: int, but_not: int) -> Iterable[CircleMember]:
    return (member for member in queries.members(circle_id) if member.person_id != but_not)
