"""The moment somebody joins: everything kept on the way is written at once."""

from typing import Any

from community.accounts import queries
from community.accounts.models import Invitation, Person
from community.core import clock, joining
from community.core.errors import Conflict, Invalid
from community.core.extensions import db
from community.core.language import say
from community.core.outbox import publish
from community.events import PersonJoined

ALREADY = say("You have joined already.")
SIGN_IN = say("Sign in with your address and password, or with your passkey.")


def join(invitation: Invitation, kept: dict[str, dict[str, Any]]) -> Person:
    """Make the invited person a member; `kept` holds what they said at each step. Publishes PersonJoined.

    Refuses: Conflict when they have joined meanwhile (in another window) or the invitation was taken back;
    Invalid when a step is missing or there is nothing to sign in with.
    """
    found = queries.invitation_by_public_id(invitation.public_id, lock=True)
    if found is None or found[0].state == "withdrawn":
        raise Conflict(
            say("This invitation has been taken back."),
            what_next=say("Write to whoever invited you."),
        )
    invitation, person = found
    if invitation.state == "joined" or person.standing != "invited":
        raise Conflict(ALREADY, what_next=SIGN_IN)
    for step in joining.steps():
        if step.name not in kept:
            raise Invalid(say("A step is still missing: %(title)s.", title=step.title))
        step.save(person, kept[step.name])
    db.session.flush()
    if not person.password and not queries.has_passkey(person):
        raise Invalid(say("Please choose a password or a passkey first."))
    person.standing = "active"
    person.joined_at = invitation.joined_at = clock.now()
    person.last_seen_on = clock.today()
    invitation.state = "joined"
    publish(PersonJoined(person_id=person.id))
    return person
