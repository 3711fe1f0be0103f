"""Changing the address: it happens when both the old and the new one have said yes.

An old one that takes no mail cannot say anything: then the new one's yes is enough.
"""

from sqlalchemy import delete

from community.accounts import queries
from community.accounts.actions.keys import sign_out_everywhere
from community.accounts.models import EmailChange, Person
from community.core import clock, mail
from community.core.errors import Conflict, Invalid
from community.core.extensions import db
from community.core.language import say
from community.core.outbox import publish
from community.events import PersonChanged

VALID_SECONDS = 2 * 24 * 60 * 60
SIDES = ("old", "new")


def ask_email_change(actor: Person, new_email: str) -> EmailChange:
    """Begin a change of address: a link goes to both, or to the new one alone when the old takes no mail. An earlier change that was not finished is void.

    Refuses (Invalid) the present address. Whether the new one belongs to somebody else is told only to who can read its mail.
    """
    new_email = new_email.strip().lower()
    if new_email == actor.email:
        raise Invalid(say("That is your present address."), field="email")
    queries.lock(actor)
    db.session.execute(delete(EmailChange).where(EmailChange.person_id == actor.id))
    change = EmailChange(person_id=actor.id, new_email=new_email)
    db.session.add(change)
    db.session.flush()
    about = f"email:{change.public_id}"
    if actor.email_bounced_at is None:
        mail.post("accounts.email_old", to=actor, about=f"{about}:old", change_id=change.public_id)
    mail.post(
        "accounts.email_new",
        to=actor,
        address=new_email,
        about=f"{about}:new",
        change_id=change.public_id,
    )
    return change


def confirm_email_change(change: EmailChange, side: str) -> bool:
    """One side says yes; True when with it the address has changed. Tells the old address if it takes mail. Publishes PersonChanged.

    Refuses: Conflict when the change was cancelled or replaced, or the new address belongs to somebody else.
    """
    found = queries.email_change_by_public_id(change.public_id, lock=True)
    if found is None:
        raise Conflict(say("This change has been cancelled or replaced by another."))
    change, person = found
    if side == "old":
        change.old_confirmed_at = change.old_confirmed_at or clock.now()
    else:
        change.new_confirmed_at = change.new_confirmed_at or clock.now()
    if not _is_agreed(change, person):
        return False
    _change_address(change, person)
    return True


def finish_without_old(person: Person) -> None:
    """The present address turned out to take no mail: a change whose new one has said yes happens now. Publishes PersonChanged.

    Nothing happens when there is none, or when somebody else has taken the new address meanwhile.
    """
    change = queries.email_change_of(person)
    if change is not None and _is_agreed(change, person) and queries.person_by_email(change.new_email) is None:
        _change_address(change, person)


def _is_agreed(change: EmailChange, person: Person) -> bool:
    return bool(change.new_confirmed_at and (change.old_confirmed_at or person.email_bounced_at))


def _change_address(change: EmailChange, person: Person) -> None:
    if queries.person_by_email(change.new_email) is not None:
        raise Conflict(
            say("The new address already belongs to an account here."),
            what_next=say("Sign in with it, or write to a coordinator to have the two accounts merged."),
        )
    if person.email_bounced_at is None:
        about = f"email:{change.public_id}:done"
        mail.post(
            "accounts.email_changed",
            to=person,
            address=person.email,
            about=about,
            person_id=person.id,
        )
    person.email, person.email_bounced_at = change.new_email, None
    db.session.delete(change)
    publish(PersonChanged(person_id=person.id))


def cancel_email_change(actor: Person) -> None:
    """Keep the present address; both links are void."""
    db.session.execute(delete(EmailChange).where(EmailChange.person_id == actor.id))


def stop_email_change(change: EmailChange, person: Person) -> None:
    """ "This was not me", from the old address: the change is void, and every session ends."""
    db.session.delete(change)
    sign_out_everywhere(person)
