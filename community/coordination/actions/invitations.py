"""Inviting one person, or many in their turn."""

from datetime import timedelta

from sqlalchemy import insert, literal
from sqlalchemy.exc import IntegrityError

from community.accounts import actions as accounts
from community.accounts import queries as people
from community.accounts.models import Invitation, Person
from community.accounts.permissions import COORDINATE
from community.coordination.actions.log import note
from community.coordination.actions.people import demand
from community.coordination.models import InvitationBatch, InvitationTurn
from community.coordination.queries import invitations
from community.core import clock
from community.core.errors import Conflict
from community.core.extensions import db
from community.core.language import say
from community.core.outbox import Hopeless, publish
from community.core.policy import can
from community.events import InvitationsDue

A_MINUTE = 60  # invitations: mail servers distrust who sends more from nowhere


def invite(actor: Person, *, name: str, email: str) -> Invitation:
    """Invite one person by name and address. Refuses like accounts' `invite`."""
    invitation = accounts.invite(actor, name=name, email=email)
    note(actor, "invited", people.person_by_id(invitation.person_id))
    return invitation


def send_again(actor: Person, person: Person) -> Invitation:
    """Invite somebody who is known, or send their invitation once more. Refuses like accounts' `send_invitation`."""
    invitation = accounts.send_invitation(actor, person)
    note(actor, "invited", person)
    return invitation


def withdraw(actor: Person, person: Person) -> None:
    """Take an invitation back. Refuses like accounts' `withdraw_invitation`."""
    accounts.withdraw_invitation(actor, person)
    note(actor, "invitation_withdrawn", person)


def invite_many(actor: Person, whom: str) -> InvitationBatch:
    """Put everybody of a choice (queries.invitations.invitable) in line; the worker sends so many a minute.

    Publishes InvitationsDue. Refuses: Refused unless the actor coordinates; Conflict when nobody is left to invite.
    """
    demand(actor)
    batch = InvitationBatch(asked_by_id=actor.id, whom=f"{whom}|{invitations.place_name(whom)}"[:300])
    db.session.add(batch)
    db.session.flush()
    chosen = invitations.invitable(whom).add_columns(literal(batch.id))
    try:
        with db.session.begin_nested():
            db.session.execute(insert(InvitationTurn).from_select(["person_id", "batch_id"], chosen))
    except IntegrityError:
        raise Conflict(say("Another coordinator is inviting some of the same people right now.")) from None
    batch.size = invitations.in_line(batch)
    if not batch.size:
        raise Conflict(
            say("There is nobody left to invite in this choice."),
            what_next=say("Look at the invitations to see who got one."),
        )
    note(actor, "invited_many", whom=batch.whom, people=batch.size)
    publish(InvitationsDue(batch_id=batch.id))
    return batch


def send_due(batch_id: int) -> None:
    """The next invitations of a batch, and the promise of those after them in a minute."""
    batch = invitations.batch_by_id(batch_id)
    turns = invitations.next_turns(batch_id, A_MINUTE) if batch is not None else []
    if batch is None or not turns:
        return
    actor = _sender(batch)
    for turn in turns:
        person = people.person_by_id(turn.person_id)
        if person is not None and person.standing == "invited":
            accounts.send_invitation(actor, person)
        db.session.delete(turn)
    db.session.flush()
    if invitations.next_turns(batch_id, 1):
        publish(InvitationsDue(batch_id=batch_id), not_before=clock.now() + timedelta(minutes=1))


def _sender(batch: InvitationBatch) -> Person:
    """Who asked for the batch; another coordinator when they no longer are one."""
    asked = people.person_by_id(batch.asked_by_id) if batch.asked_by_id else None
    if asked is not None and can(asked, COORDINATE):
        return asked
    others = people.coordinators()
    if not others:
        raise Hopeless("There is no coordinator in whose name the invitations could go out.")
    return others[0]
