"""What follows when something is written in a circle: whoever is called by name gets a mail."""

from datetime import timedelta

from community.accounts.queries import person_by_id
from community.circles import queries
from community.core import clock, mail
from community.events import CirclePostWritten

A_DAY, MOST_A_DAY = timedelta(days=1), 3


def tell_who_is_called(event: CirclePostWritten) -> None:
    """A mail to each member called by name, and no second one until they have been there to see it.

    Words taken back and written again would be another call each time: a few a day are enough.
    """
    for person_id in event.called:
        person = person_by_id(person_id)
        first = None if person is None else queries.first_unseen_call(event.circle_id, person)
        lately = queries.called_by_mail_since(event.circle_id, person_id, clock.now() - A_DAY)
        if first is not None and lately < MOST_A_DAY:
            about = f"circle:{event.circle_id}:called:{first}"
            mail.post("circles.called", to=person, about=about, post_id=first)
