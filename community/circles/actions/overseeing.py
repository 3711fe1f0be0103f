"""What coordinators do for circles that cannot help themselves: find somebody to hold one together, end one everybody has left."""

from community.accounts.models import Person
from community.accounts.permissions import COORDINATE
from community.circles import queries
from community.circles.actions.ending import end
from community.circles.actions.inviting import invite_to, reason_not_to_invite
from community.circles.actions.leaving import hand_on
from community.circles.actions.steps import LOOK_AGAIN, held
from community.circles.models import IN, Circle
from community.circles.queries import overview
from community.core.errors import Conflict, Refused
from community.core.extensions import db
from community.core.language import _l
from community.core.outbox import publish
from community.core.policy import can
from community.events import CircleNeedsFacilitator, FacilitatingAsked


def ask_its_members(actor: Person, circle: Circle) -> None:
    """Ask the members of an orphan once more who would like to hold it together; a stand-in who is there follows at once.

    Refuses (Conflict) a circle somebody holds together. Publishes CircleNeedsFacilitator or CircleHandedOn.
    """
    circle = _orphan(actor, circle)
    if circle.facilitator_id is None:
        publish(CircleNeedsFacilitator(circle.id))
    else:
        hand_on(circle, circle.facilitator_id)
    db.session.flush()


def propose_facilitator(actor: Person, circle: Circle, person: Person) -> None:
    """Ask somebody to hold an orphan together; who is not in it is invited first. Nothing changes before they say yes.

    Says the same for members and others, so that nobody learns from it who is in a circle. Refuses (Refused) a coordinator,
    the actor among them: that would be a way in to what is said; one who is a member says yes as every member can.
    (Conflict) a circle somebody holds together. Publishes FacilitatingAsked or CircleInvited.
    """
    circle = _orphan(actor, circle)
    if person.is_coordinator:
        raise Refused(
            _l("A coordinator cannot be asked to hold this circle together."),
            what_next=_l("Ask somebody else, or ask its members once more."),
        )
    circle.asked_to_facilitate_id = person.id
    seat = queries.seat_by_ids(circle.id, person.id)
    if seat is not None and seat.state == IN:
        publish(FacilitatingAsked(circle.id, person.id))
    elif circle.is_running and reason_not_to_invite(circle, person) is None:
        invite_to(circle, person, by_person_id=actor.id)
    db.session.flush()


def close_abandoned(actor: Person, circle: Circle) -> None:
    """End a circle none of whose members takes part any more. Refuses (Conflict) any other. Publishes CircleEnded."""
    circle = _held(actor, circle)
    if not overview.is_abandoned(circle.id):
        raise Conflict(_l("Somebody in this circle takes part again."), what_next=LOOK_AGAIN)
    end(circle)


def _orphan(actor: Person, circle: Circle) -> Circle:
    circle = _held(actor, circle)
    if not overview.is_orphan(circle.id):
        raise Conflict(_l("Somebody holds this circle together."), what_next=LOOK_AGAIN)
    return circle


def _held(actor: Person, circle: Circle) -> Circle:
    if not can(actor, COORDINATE):
        raise Refused(_l("Only coordinators do this."))
    return held(circle)
