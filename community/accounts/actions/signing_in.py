"""Signing in: what somebody brings (a password, a code, a passkey) against what is known of them."""

from community.accounts import ceremonies, credentials, queries
from community.accounts.actions.standing import return_if_over
from community.accounts.ceremonies import Site
from community.accounts.models import Person
from community.core import clock, settings
from community.core.errors import Invalid


def person_with_password(email: str, password: str) -> Person | None:
    """Who signs in with this address and password; None for an unknown address as for a wrong password, equally slowly.

    A suspension whose time is over ends here.
    """
    person = queries.person_by_email(email)
    if not credentials.password_fits(person, password):
        return None
    assert person is not None
    return_if_over(person)
    return person


def person_with_passkey(site: Site, challenge: str, credential: str) -> Person:
    """Who signs in with the passkey the browser shows. Refuses (Invalid) one that is unknown or does not check out."""
    found = queries.passkey_by_credential(ceremonies.credential_id_of(credential))
    if found is None:
        raise Invalid(ceremonies.FAILED)
    passkey, person = found
    passkey.sign_count = ceremonies.shown(site, challenge, credential, passkey)
    passkey.last_used_at = clock.now()
    return_if_over(person)
    return person


def accept_code(person: Person, code: str) -> bool:
    """Whether the code is right: six digits of their app, or one of their recovery codes, which is spent by it."""
    queries.lock(person)
    if person.tf_totp_secret and credentials.app_code_fits(person, person.tf_totp_secret, code):
        return True
    left = credentials.without_recovery_code(person.mf_recovery_codes, code)
    if left is None:
        return False
    person.mf_recovery_codes = left
    return True


def note_signed_in(person: Person) -> None:
    """They are here today."""
    person.last_seen_on = clock.today()


def needs_second_factor(person: Person) -> bool:
    """Coordinators and moderators must have one, except in the demo."""
    return person.is_moderator and settings.current().second_factor_for_staff


def has_second_factor(person: Person) -> bool:
    """An authenticator app, or a passkey, which verifies its user by itself."""
    return bool(person.tf_totp_secret) or queries.has_passkey(person)


def asks_for_second_step(person: Person) -> bool:
    """Whether a password alone is not enough for this person."""
    return bool(person.tf_totp_secret) or needs_second_factor(person)
