"""A forgotten password: asked for by address, answered the same for everybody, set once through the link in the mail."""

import hashlib
from secrets import token_urlsafe

from community.accounts import queries
from community.accounts.actions.invitations import renew_invitation
from community.accounts.actions.keys import set_password
from community.accounts.models import Person
from community.core import mail
from community.core.errors import Missing
from community.core.language import say
from community.core.outbox import publish
from community.events import PasswordResetAsked

VALID_SECONDS = 60 * 60
MAY_RESET = {"active", "quiet", "suspended"}


def ask_for_reset(email: str) -> None:
    """Somebody has forgotten their password. Publishes PasswordResetAsked for any address: whether it is known is found
    out by the worker, so that neither the answer nor its time tells."""
    publish(PasswordResetAsked(email=email.strip().lower()[:254], nonce=token_urlsafe(9)))


def answer_reset(email: str, nonce: str) -> None:
    """Send the link, if the address is known; who has not joined yet gets a fresh invitation instead."""
    person = queries.person_by_email(email)
    if person is None:
        return
    if person.standing in MAY_RESET:
        mail.post("accounts.reset", to=person, about=f"reset:{nonce}", person_id=person.id)
    elif person.standing == "invited" and (invitation := queries.invitation_of(person)):
        renew_invitation(invitation, person)


def reset_mark(person: Person) -> str:
    """What a reset link carries of the present password and address: once one has changed, the link is spent."""
    present = f"{person.fs_uniquifier}:{person.password}:{person.email}"
    return hashlib.sha256(present.encode()).hexdigest()[:16]


def person_resetting(payload: object) -> Person:
    """Whose link this is. Refuses (Missing) one that has been used."""
    if isinstance(payload, list) and len(payload) == 2:
        person = queries.person_by_id(payload[0])
        if person is not None and person.standing in MAY_RESET and reset_mark(person) == payload[1]:
            return person
    raise Missing(
        say("This link has been used already, or a newer one was sent."),
        what_next=say("Ask for a new one on the sign-in page."),
    )


def reset_password(person: Person, new: str) -> None:
    """Set the password through the link. Ends every session. Refuses (Invalid) a password that is easy to guess."""
    set_password(person, new)
