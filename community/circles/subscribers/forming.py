"""What the worker does about forming circles, and what follows when somebody says yes to a formed one or leaves the community."""

from community.accounts.queries import person_by_id
from community.circles.actions.forming import compute_forming
from community.circles.actions.releasing import make_next, welcome_into_formed
from community.circles.actions.wishes import take_wish_back
from community.core import mail
from community.events import CircleJoined, CirclePlaceNotFound, FormingAsked, FormingDue, PersonLeft


def form_circles(event: FormingAsked) -> None:
    """A coordinator asked for a draft."""
    compute_forming(event.forming_id)


def make_circles(event: FormingDue) -> None:
    """The next circles of a released draft."""
    make_next(event.forming_id)


def find_who_holds_it(event: CircleJoined) -> None:
    """Of a formed circle: whoever offered facilitates from their yes on; without an offer everybody is asked."""
    welcome_into_formed(event.circle_id, event.person_id)


def tell_of_no_place(event: CirclePlaceNotFound) -> None:
    """Kindly, with the reason."""
    person = person_by_id(event.person_id)
    if person is not None:
        mail.post("circles.no_place", to=person, about=f"forming:{event.forming_id}", reason=event.reason)


def forget_wish(event: PersonLeft) -> None:
    """Whoever leaves the community is not on the list any more."""
    take_wish_back(event.person_id)
