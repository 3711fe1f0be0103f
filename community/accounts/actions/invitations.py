"""Inviting people: one mail after the other to one person, and what becomes of it."""

from datetime import timedelta
from uuid import uuid4

from sqlalchemy.orm import Session

from community.accounts import queries
from community.accounts.models import Invitation, Person
from community.accounts.permissions import COORDINATE
from community.core import clock, mail, settings
from community.core.errors import Conflict, Invalid, Refused
from community.core.extensions import db
from community.core.language import say
from community.core.policy import can
from community.core.text import clean_line


def invite(actor: Person, *, email: str, name: str) -> Invitation:
    """Invite somebody by name and address. A known address that has not joined gets a fresh mail.

    Refuses: Refused unless the actor coordinates; Invalid without a name; Conflict when the address already belongs to a member.
    """
    _demand_coordinator(actor)
    person = queries.person_by_email(email) or _newcomer(email, name)
    return send_invitation(actor, person)


def invite_coordinator(*, email: str, name: str) -> Invitation | None:
    """Make somebody coordinator from the command line: the first one, who can't be invited by another.

    A member becomes one at once (None; sign in again for the second factor); anybody else is invited as one. Refuses (Invalid)
    a missing name, (Conflict) somebody who has left or is suspended.
    """
    person = queries.person_by_email(email)
    if person is not None and person.is_present:
        person.role, person.fs_uniquifier = "coordinator", uuid4().hex
        return None
    if person is None:
        person = _newcomer(email, name)
    if person.standing != "invited":
        raise Conflict(say("%(name)s does not take part at the moment.", name=person.name))
    person.role = "coordinator"
    return _invite(person, None)


def send_invitation(actor: Person, person: Person) -> Invitation:
    """Invite somebody who is known already, or send the invitation once more. The link in it lives 14 days from now.

    Refuses: Refused unless the actor coordinates; Conflict when they have joined, left or wait for an answer.
    """
    _demand_coordinator(actor)
    if person.standing != "invited":
        raise Conflict(
            say("%(name)s is not waiting for an invitation.", name=person.name),
            what_next=say("Look them up in the list of people; their standing is shown there."),
        )
    return _invite(person, actor)


def renew_invitation(invitation: Invitation, person: Person) -> None:
    """The invited person asks for a fresh link: it goes to the same address. Does nothing when it can't be used any more."""
    if person.standing == "invited" and invitation.state not in {"joined", "withdrawn"}:
        _send(invitation, person)


def withdraw_invitation(actor: Person, person: Person) -> None:
    """Take an invitation back; its links say so kindly.

    Refuses: Refused unless the actor coordinates; Conflict when there is none, or it has been used.
    """
    _demand_coordinator(actor)
    invitation = queries.invitation_of(person)
    if invitation is None or invitation.state == "joined" or person.standing != "invited":
        raise Conflict(say("There is no open invitation for %(name)s.", name=person.name))
    invitation.state = "withdrawn"


def note_sent(invitation: Invitation) -> None:
    """A mail server has taken the invitation."""
    if invitation.state in {"waiting", "bounced"}:
        invitation.state, invitation.sent_at, invitation.bounced_reason = "sent", clock.now(), None


def note_bounced(invitation: Invitation, reason: str) -> None:
    """The address does not take mail."""
    if invitation.state in {"waiting", "sent"}:
        invitation.state, invitation.bounced_reason = "bounced", clean_line(reason)[:500]


def note_opened(session: Session, invitation_id: int) -> None:
    """The link has been opened. Written beside the page, which only reads."""
    invitation = session.get(Invitation, invitation_id)
    if invitation is not None and invitation.state in {"waiting", "sent", "bounced"}:
        invitation.state, invitation.opened_at = "opened", clock.now()


def _newcomer(email: str, name: str) -> Person:
    name = clean_line(name)
    if not name:
        raise Invalid(say("Please give a name, so that the invitation can greet them."), field="name")
    here = settings.current()
    person = Person(
        name=name[:200],
        email=email,
        standing="invited",
        time_zone=here.time_zone,
        language=here.languages[0],
    )
    db.session.add(person)
    db.session.flush()
    return person


def _invite(person: Person, actor: Person | None) -> Invitation:
    invitation = queries.invitation_of(person)
    if invitation is None:
        invitation = Invitation(person_id=person.id, serial=0)
        db.session.add(invitation)
    invitation.invited_by_id = actor.id if actor is not None else None
    _send(invitation, person)
    return invitation


def _send(invitation: Invitation, person: Person) -> None:
    invitation.serial += 1
    invitation.state = "waiting"
    invitation.bounced_reason = person.email_bounced_at = None
    invitation.expires_at = clock.now() + timedelta(days=settings.current().invitation_days)
    db.session.flush()
    about = f"invitation:{invitation.public_id}:{invitation.serial}"
    mail.post("accounts.invitation", to=person, about=about, invitation_id=invitation.id)


def _demand_coordinator(actor: Person) -> None:
    if not can(actor, COORDINATE):
        raise Refused(say("Only a coordinator can do this."))
