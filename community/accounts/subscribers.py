"""What accounts does when something has happened elsewhere, or must be found out by the worker."""

from community.accounts import queries
from community.accounts.actions.email import finish_without_old
from community.accounts.actions.forgotten import answer_reset
from community.accounts.actions.invitations import note_bounced, note_sent
from community.accounts.actions.registration import answer_registration
from community.core import clock
from community.core.outbox import heard_if
from community.events import MailRefused, MailSent, PasswordResetAsked, RegistrationAsked

INVITATION = "accounts.invitation"


@heard_if(lambda event: event.kind == INVITATION)
def mail_sent(event: MailSent) -> None:
    """An invitation has reached a mail server."""
    if found := queries.invitation_by_public_id(event.about.split(":")[1]):
        invitation, _person = found
        if event.about.endswith(f":{invitation.serial}"):
            note_sent(invitation)


def mail_refused(event: MailRefused) -> None:
    """An address does not take mail: remembered at the person while it is theirs (a change of address no longer waits for its yes), and at the invitation if it was one."""
    person = queries.person_by_id(event.person_id) if event.person_id is not None else None
    if person is not None and queries.address_of_mail(event.mail_id) == person.email:
        person.email_bounced_at = clock.now()
        finish_without_old(person)
    if event.kind == INVITATION and (found := queries.invitation_by_public_id(event.about.split(":")[1])):
        invitation, _person = found
        if event.about.endswith(f":{invitation.serial}"):
            note_bounced(invitation, event.reason)


def reset_asked(event: PasswordResetAsked) -> None:
    """Somebody has forgotten a password; only the worker looks whether the address is known."""
    answer_reset(event.email, event.nonce)


def registration_asked(event: RegistrationAsked) -> None:
    """Somebody would like to join; only the worker looks whether the address is known."""
    answer_registration(name=event.name, email=event.email, words=event.words, nonce=event.nonce)
