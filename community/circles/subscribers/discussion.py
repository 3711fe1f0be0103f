"""What follows when something is written in a circle: whoever is called by name gets a mail."""

from community.accounts.queries import person_by_id
from community.circles import queries
from community.core import mail
from community.events import CirclePostWritten


def tell_who_is_called(event: CirclePostWritten) -> None:
    """A mail to each member called by name, and no second one until they have been there to see it."""
    for person_id in event.called:
        person = person_by_id(person_id)
        first = None if person is None else queries.first_unseen_call(event.circle_id, person)
        if first is not None:
            about = f"circle:{event.circle_id}:called:{first}"
            mail.post("circles.called", to=person, about=about, post_id=first)
