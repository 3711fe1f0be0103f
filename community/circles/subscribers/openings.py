"""What follows from an opening: the second coordinator is asked, and the circle is told."""

from community.circles import queries
from community.core import mail
from community.events import CircleOpened, CircleOpeningAsked, CircleOpeningDeclined


def ask_the_second(event: CircleOpeningAsked) -> None:
    """Every coordinator who could say yes or no."""
    opening = queries.opening_by_id(event.opening_id)
    if opening is not None:
        for person in queries.may_answer(opening):
            mail.post("circles.opening_asked", to=person, about=f"opening:{opening.id}", opening_id=opening.id)


def announce_opening(event: CircleOpened) -> None:
    """Everybody whose words can be read now."""
    opening = queries.opening_by_id(event.opening_id)
    if opening is not None:
        for person in queries.people_concerned(opening):
            mail.post("circles.opened", to=person, about=f"opening:{opening.id}", opening_id=opening.id)


def tell_the_asker(event: CircleOpeningDeclined) -> None:
    """The second said no."""
    opening = queries.opening_by_id(event.opening_id)
    if opening is not None and opening.asker is not None:
        mail.post("circles.opening_declined", to=opening.asker, about=f"opening:{opening.id}", opening_id=opening.id)
