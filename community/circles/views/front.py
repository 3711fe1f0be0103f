"""The front page of a circle: what it says of itself to who is not in it, and the one step they can take."""

from typing import Any

from community.accounts.permissions import SEE_PERSON
from community.circles import actions, queries
from community.circles.forms.joining import RequestForm
from community.circles.models import Circle, CircleMember
from community.circles.permissions import KNOCK, OWN_PLACE
from community.circles.permissions.circles import seat_of
from community.circles.places import place_told
from community.circles.wording import MODE_WORDS, meets_words, places_words, seen_words
from community.core.policy import can
from community.core.web import current_actor, page


def front(circle: Circle, form: RequestForm | None = None) -> Any:
    """The page for everybody who is not in the circle; `form`: the words of a request that need another look."""
    actor = current_actor()
    waiting = queries.how_many_wait(circle.id)
    may_knock = can(actor, KNOCK, circle)
    return page(
        "circles/front.html",
        form=form or (RequestForm(formdata=None) if circle.joining == "on_request" else None),
        circle=circle,
        place=_own_place(actor, circle),
        may_knock=may_knock,
        refusal=actions.reason_not_to_ask(actor, circle) if may_knock else None,
        queues=circle.is_full or waiting > 0,
        members=queries.members_seen_by(actor, circle.id) if circle.is_listed else [],
        mode=MODE_WORDS[circle.mode],
        facilitator=_facilitator(actor, circle),
        places=places_words(circle.taken, circle.size, waiting),
        meets=meets_words(circle.rhythm, circle.minutes, circle.planned_meetings),
        seen=seen_words(circle.is_listed),
    )


def _facilitator(actor: Any, circle: Circle) -> str | None:
    """The name of who holds it together, for whom they are there."""
    person = circle.facilitator
    return person.name if person is not None and can(actor, SEE_PERSON, person) else None


def _own_place(actor: Any, circle: Circle) -> Any:
    seat: CircleMember | None = seat_of(actor, circle)
    if seat is None or not can(actor, OWN_PLACE, seat):
        return None
    seat.circle = circle
    return place_told(actor, seat)
