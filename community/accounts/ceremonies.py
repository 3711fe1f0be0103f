"""The two passkey ceremonies, making one and showing one, on top of py_webauthn. Knows neither pages nor the database.

Every passkey must verify its user (finger, face, PIN) and be discoverable: it replaces address, password and second factor.
`Site` is where the browser believes to be; a passkey made there works there and nowhere else.
"""

import base64
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import webauthn
from webauthn.helpers import base64url_to_bytes, options_to_json_dict
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from community.accounts.models import Passkey, Person
from community.core.errors import Invalid
from community.core.language import _l

FAILED = _l("Your passkey could not be checked. Please try once more.")
REQUIRED = UserVerificationRequirement.REQUIRED
# Whatever else than a passkey somebody sends, JSON a thousand levels deep included.
UNREADABLE = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError, RecursionError)


@dataclass(frozen=True)
class Site:
    """The origin the browser names (https://example.org) and its host without the port."""

    origin: str
    host: str
    name: str


def options_to_make(site: Site, person: Person, known: Iterable[Passkey]) -> tuple[dict[str, Any], str]:
    """What the browser needs to make a passkey, and the challenge to remember."""
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name=site.name,
        user_id=person.fs_webauthn_user_handle.encode(),
        user_name=person.email,
        user_display_name=person.name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=passkey.credential_id) for passkey in known],
    )
    return options_to_json_dict(options), _text(options.challenge)


def made(site: Site, challenge: str, credential: str) -> dict[str, Any]:
    """What the browser made, checked: values for a Passkey, as JSON can hold them. Refuses (Invalid) all else."""
    try:
        found = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
        transports = json.loads(credential).get("response", {}).get("transports") or []
    except UNREADABLE as why:
        raise Invalid(FAILED) from why
    return {
        "credential_id": _text(found.credential_id),
        "public_key": _text(found.credential_public_key),
        "sign_count": found.sign_count,
        "backed_up": found.credential_backed_up,
        "device_type": str(found.credential_device_type.value),
        "transports": [str(way)[:16] for way in transports][:8],
    }


def options_to_show(site: Site, known: Iterable[Passkey] = ()) -> tuple[dict[str, Any], str]:
    """What the browser needs to show a passkey (any of this site when none are named), and the challenge."""
    options = webauthn.generate_authentication_options(
        rp_id=site.host,
        user_verification=REQUIRED,
        allow_credentials=[PublicKeyCredentialDescriptor(id=passkey.credential_id) for passkey in known],
    )
    return options_to_json_dict(options), _text(options.challenge)


def credential_id_of(credential: str) -> bytes:
    """Which passkey the browser shows. Refuses (Invalid) what is no passkey at all."""
    try:
        return base64url_to_bytes(json.loads(credential)["rawId"])
    except UNREADABLE as why:
        raise Invalid(FAILED) from why


def shown(site: Site, challenge: str, credential: str, passkey: Passkey) -> int:
    """Check what the browser shows against the passkey; its new signature count. Refuses (Invalid) all else."""
    try:
        found = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except UNREADABLE as why:
        raise Invalid(FAILED) from why
    return found.new_sign_count


def bytes_of(text: str) -> bytes:
    """The bytes behind a value of `made`."""
    return base64url_to_bytes(text)


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")
