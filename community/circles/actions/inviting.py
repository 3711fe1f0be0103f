"""Inviting somebody into a circle, and taking an invitation back. Nobody is in before they said yes."""

from datetime import timedelta

from community.accounts.models import Person
from community.accounts.permissions import SEE_PERSON
from community.circles import queries
from community.circles.actions.steps import LOOK_AGAIN, held_seat, renewed, seat_for
from community.circles.actions.waiting import forget
from community.circles.models import ASKED, DECLINED, IN, INVITED, LARGEST, OFFERED, WAITING, Circle, CircleMember
from community.circles.permissions.joining import RECEIVE, WELCOME
from community.core import clock
from community.core.errors import Conflict, Missing
from community.core.extensions import db
from community.core.language import _l
from community.core.outbox import publish
from community.core.policy import can
from community.events import CircleInvited

MOST_INVITED = LARGEST
INVITE_AGAIN_AFTER = timedelta(days=90)


def invite(actor: Person, seat: CircleMember, person: Person) -> CircleMember:
    """Invite somebody by the actor's own row of the circle. Says and does the same whatever stands between them and its members.

    Refuses (Missing) whom the actor may not see; (Conflict) who is in, pending or asked not long ago, and with too many open.
    Publishes CircleInvited.
    """
    seat = held_seat(actor, seat, WELCOME)
    if not can(actor, SEE_PERSON, person):
        raise Missing
    if queries.count_in(seat.circle_id, INVITED) >= MOST_INVITED:
        raise Conflict(
            _l("%(number)d invitations wait for an answer already.", number=MOST_INVITED),
            what_next=_l("Wait for some of them, or take one back on the page People."),
        )
    return invite_to(seat.circle, person, by_person_id=actor.id)


def invite_to(circle: Circle, person: Person, *, by_person_id: int | None = None) -> CircleMember:
    """Invite somebody to a circle the caller holds (or has just made); for circles formed from a list, nobody invites.

    Refuses (Conflict) as `invite` does. Publishes CircleInvited.
    """
    reason = reason_not_to_invite(circle, person)
    if reason is not None:
        raise reason
    seat = seat_for(circle, person.id, INVITED)
    seat.invited_by_id, seat.words = by_person_id, None
    db.session.flush()
    publish(CircleInvited(seat.id))
    return seat


def reason_not_to_invite(circle: Circle, person: Person) -> Conflict | None:
    """Why somebody is not invited to the circle now; None when they can be."""
    before = queries.seat_by_ids(circle.id, person.id)
    if before is None:
        return None
    if before.state == IN:
        return Conflict(_l("%(name)s is in this circle already.", name=person.name))
    if before.state == ASKED:
        return Conflict(
            _l("%(name)s has asked to join.", name=person.name),
            what_next=_l("Say yes to the request on the page People."),
        )
    lately = before.state == DECLINED and clock.now() - before.since < INVITE_AGAIN_AFTER
    if lately or before.state in (INVITED, WAITING, OFFERED):
        return Conflict(
            _l("%(name)s has been invited not long ago, or waits for a place.", name=person.name),
            what_next=_l("There is nothing you need to do: they answer when they like."),
        )
    return None


def take_invitation_back(actor: Person, invitation: CircleMember) -> None:
    """The invitation is gone, without a word. Refuses (Conflict) when it was answered meanwhile."""
    invitation = renewed(invitation)
    if invitation.state != INVITED or not can(actor, RECEIVE, invitation):
        raise Conflict(_l("This invitation has been answered meanwhile."), what_next=LOOK_AGAIN)
    forget(invitation)
