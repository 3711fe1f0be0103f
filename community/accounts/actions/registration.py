"""Open registration, where a community allows it: ask, confirm the address, wait for a coordinator."""

from secrets import token_urlsafe

from community.accounts import queries
from community.accounts.actions.invitations import renew_invitation, send_invitation
from community.accounts.models import Person, Registration
from community.accounts.permissions import COORDINATE
from community.core import clock, mail, settings
from community.core.errors import Conflict, Invalid, Missing, Refused
from community.core.extensions import db
from community.core.language import say
from community.core.outbox import publish
from community.core.policy import can
from community.core.text import clean_line, clean_text
from community.events import RegistrationAsked

VALID_SECONDS = 7 * 24 * 60 * 60


def register(*, name: str, email: str, words: str) -> None:
    """Ask to join. Publishes RegistrationAsked for any address: whether it is known already is found out by the worker.

    Refuses: Missing unless registration is open; Invalid without a name.
    """
    if not settings.current().open_registration:
        raise Missing
    name = clean_line(name)[:200]
    if not name:
        raise Invalid(say("Please tell us your name."), field="name")
    words = clean_text(words)[:2000]
    publish(RegistrationAsked(name=name, email=email.strip().lower()[:254], words=words, nonce=token_urlsafe(9)))


def answer_registration(*, name: str, email: str, words: str, nonce: str) -> None:
    """Send the link that confirms the address; a member is told they are one, an invited person gets their invitation."""
    person = queries.person_by_email(email)
    if person is None:
        person = Person(name=name, email=email, standing="waiting", time_zone=settings.current().time_zone)
        db.session.add(person)
        db.session.flush()
        db.session.add(Registration(person_id=person.id, words=words))
        db.session.flush()
    if person.standing == "waiting":
        mail.post("accounts.registration", to=person, about=f"registration:{nonce}", person_id=person.id)
    elif person.standing == "invited":
        _invite_again(person)
    elif person.standing != "left":
        mail.post("accounts.already_member", to=person, about=f"registration:{nonce}", person_id=person.id)


def confirm_registration(registration: Registration) -> None:
    """The address is theirs; from now on a coordinator sees the wish. Twice is as once."""
    registration.confirmed_at = registration.confirmed_at or clock.now()


def approve(actor: Person, person: Person) -> None:
    """Let somebody in who asked: they get an invitation like everybody. Refuses: Refused, Conflict when answered already."""
    _demand_waiting(actor, person)
    person.standing = "invited"
    db.session.flush()
    send_invitation(actor, person)


def decline(actor: Person, person: Person) -> None:
    """Not let somebody in who asked. They are told kindly by mail, and what they wrote is removed.

    Refuses: Refused unless the actor coordinates; Conflict when answered already.
    """
    _demand_waiting(actor, person)
    mail.post("accounts.declined", to=person.email, about=f"declined:{person.public_id}", name=person.name)
    db.session.delete(person)


def _invite_again(person: Person) -> None:
    invitation = queries.invitation_of(person)
    if invitation is not None:
        renew_invitation(invitation, person)


def _demand_waiting(actor: Person, person: Person) -> None:
    if not can(actor, COORDINATE):
        raise Refused(say("Only a coordinator can do this."))
    registration = queries.registration_of(person)
    if person.standing != "waiting" or registration is None or registration.confirmed_at is None:
        raise Conflict(say("Somebody has answered this already."))
