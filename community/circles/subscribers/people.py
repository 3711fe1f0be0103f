"""What follows when people come, go, or take on a circle; and when somebody leaves the community or is suspended."""

from community.accounts.queries import person_by_id
from community.circles import actions, queries
from community.core import clock, mail
from community.events import (
    CircleHandedOn,
    CircleLeft,
    CircleNeedsFacilitator,
    FacilitatingAsked,
    PersonLeft,
    PersonSuspended,
    StandInNamed,
)


def ask_to_facilitate(event: FacilitatingAsked) -> None:
    """The member who is to take over."""
    _tell("circles.facilitating_asked", event.circle_id, event.person_id)


def tell_the_stand_in(event: StandInNamed) -> None:
    """The member who stands in from now on."""
    _tell("circles.stand_in_named", event.circle_id, event.person_id)


def tell_who_follows(event: CircleHandedOn) -> None:
    """The stand-in who did not choose the moment; whoever said yes knows."""
    if event.followed:
        _tell("circles.follows_as_facilitator", event.circle_id, event.person_id)


def ask_everybody(event: CircleNeedsFacilitator) -> None:
    """Who would like to hold it together?"""
    for member in queries.members(event.circle_id):
        _tell("circles.facilitator_needed", event.circle_id, member.person_id)


def tell_whom_was_let_go(event: CircleLeft) -> None:
    """There are words for them on the site."""
    row = queries.seat_by_ids(event.circle_id, event.person_id)
    person = person_by_id(event.person_id)
    if event.removed and row is not None and person is not None:
        about = f"circle:{event.circle_id}:let-go:{row.since.isoformat()}"
        mail.post("circles.let_go", to=person, about=about, member_id=row.id)


def leave_circles(event: PersonLeft) -> None:
    """Whoever leaves the community leaves their circles, each of which goes on with somebody to hold it together."""
    actions.leave_everything(event.person_id)


def hand_on_circles(event: PersonSuspended) -> None:
    """Whoever is suspended stays a member, but holds nothing together meanwhile."""
    actions.nobody_facilitates(event.person_id)


def _tell(kind: str, circle_id: int, person_id: int) -> None:
    """At most one mail of a kind about a circle a day."""
    person = person_by_id(person_id)
    if person is not None:
        mail.post(kind, to=person, about=f"circle:{circle_id}:{clock.today()}", circle_id=circle_id)
