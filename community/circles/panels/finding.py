"""At home: what waits for an answer. On somebody's page: the circles they are in that the reader may know of."""

from community.accounts.models import Person
from community.circles import queries
from community.circles.places import places_of
from community.core.language import _l, ngettext
from community.core.panels import Panel, only_if

SHOWN_ON_PROFILE = 6


@only_if(queries.something_waits)
def waiting_at_home(actor: Person) -> Panel | None:
    """Invitations and kept places of the actor, and requests at doors they hold."""
    places = [place for place in places_of(actor) if place.answerable]
    doors = [
        (row, ngettext("%(num)d person would like to join", "%(num)d people would like to join", row.requests))
        for row in queries.doors_with_requests(actor)
    ]
    if not places and not doors:
        return None
    return Panel(_l("Circles"), "circles/_home_waiting.html", {"places": places, "doors": doors}, order=21)


def on_profile(actor: Person, person: Person) -> Panel | None:
    """Listed circles somebody is in, and those the actor shares with them."""
    found = queries.of_somebody(actor, person, SHOWN_ON_PROFILE)
    context = {"circles": found, "is_own": actor.id == person.id}
    return Panel(_l("Circles"), "circles/_profile.html", context, order=30) if found else None
