"""What follows from a new version of the charter: whoever has not signed it is asked to."""

from community.circles import queries
from community.core import mail
from community.events import CharterChanged


def ask_to_sign(event: CharterChanged) -> None:
    """Every member but who wrote it; the newest version only."""
    circle = queries.by_id(event.circle_id)
    if circle is None or circle.charter_number != event.number:
        return
    about = f"circle:{circle.id}:charter:{event.number}"
    for member in queries.members(circle.id):
        if member.signed_number < event.number:
            to, number = member.person, event.number
            mail.post("circles.charter_changed", to=to, about=about, circle_id=circle.id, number=number)
