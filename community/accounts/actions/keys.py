"""What people sign in with: password, passkeys, authenticator app, recovery codes, and ending all sessions."""

from typing import Any
from uuid import uuid4

from community.accounts import ceremonies, credentials, queries
from community.accounts.actions.signing_in import needs_second_factor
from community.accounts.models import Passkey, Person
from community.core import clock, mail
from community.core.errors import Conflict, Invalid
from community.core.extensions import db
from community.core.language import say
from community.core.text import clean_line


def set_password(person: Person, new: str) -> None:
    """Give a new password. Ends every session, and tells its owner by mail. Refuses (Invalid) one that is easy to guess."""
    objection = credentials.objection_to(new, person.name, person.email)
    if objection:
        raise Invalid(objection, field="password")
    person.password = credentials.hashed(new)
    sign_out_everywhere(person)
    _tell(person, "password")


def sign_out_everywhere(person: Person) -> None:
    """End every session of this person, on every device."""
    person.fs_uniquifier = uuid4().hex


def add_passkey(person: Person, made: dict[str, Any], name: str) -> Passkey:
    """Keep a passkey that has just been made (`ceremonies.made`). Refuses (Conflict) one that is known already."""
    credential_id = ceremonies.bytes_of(made["credential_id"])
    if queries.passkey_by_credential(credential_id) is not None:
        raise Conflict(say("This passkey is known already."), what_next=say("You can sign in with it."))
    passkey = Passkey(
        person_id=person.id,
        name=clean_line(name)[:64] or str(say("Passkey")),
        credential_id=credential_id,
        public_key=ceremonies.bytes_of(made["public_key"]),
        sign_count=made["sign_count"],
        transports=made["transports"],
        backed_up=made["backed_up"],
        device_type=made["device_type"],
        last_used_at=clock.now(),
    )
    db.session.add(passkey)
    db.session.flush()
    return passkey


def remove_passkey(person: Person, passkey: Passkey) -> None:
    """Forget a passkey. Refuses (Conflict) the last way to sign in, and the last second factor of who must have one."""
    queries.lock(person)
    others = [other for other in queries.passkeys_of(person) if other.id != passkey.id]
    if not person.password and not others:
        raise Conflict(
            say("This is your only way to sign in."),
            what_next=say("Choose a password or add another passkey first, then remove this one."),
        )
    if needs_second_factor(person) and not person.tf_totp_secret and not others:
        raise _last_second_factor()
    db.session.delete(passkey)
    _tell(person, "passkey-removed")


def turn_on_app(person: Person, secret: str, code: str) -> list[str]:
    """Ask for the code of an authenticator app at each sign-in from now on. Returns fresh recovery codes, shown once.

    Refuses (Invalid) a code the app would not show now: then the app was not set up with this secret.
    """
    queries.lock(person)
    if not credentials.app_code_fits(person, secret, code):
        raise Invalid(
            say("That is not the code the app shows now. Please wait for the next one and type it."),
            field="code",
        )
    person.tf_totp_secret = secret
    person.tf_primary_method = "authenticator"
    _tell(person, "app-on")
    return renew_recovery_codes(person)


def turn_off_app(person: Person) -> None:
    """Ask for codes no longer. Refuses (Conflict) for who must have a second factor and has no other."""
    queries.lock(person)
    others = queries.has_passkey(person)
    if needs_second_factor(person) and not others:
        raise _last_second_factor()
    person.tf_totp_secret = person.tf_primary_method = person.tf_last_counter = None
    if not others:
        person.mf_recovery_codes = None
    _tell(person, "app-off")


def renew_recovery_codes(person: Person) -> list[str]:
    """Make ten new recovery codes; the old ones are void. They are shown this once and not kept."""
    codes, person.mf_recovery_codes = credentials.new_recovery_codes()
    return codes


def _last_second_factor() -> Conflict:
    return Conflict(
        say("This is your only second factor, and your role needs one."),
        what_next=say("Add a passkey or another app first, then remove this one."),
    )


def _tell(person: Person, what: str) -> None:
    """Say by mail that a key has changed: if it was not them, they should know."""
    if person.joined_at is not None:
        about = f"keys:{what}:{uuid4().hex[:12]}"
        mail.post(
            "accounts.keys_changed",
            to=person,
            about=about,
            person_id=person.id,
            what=what,
            on=clock.now().isoformat(),
        )
