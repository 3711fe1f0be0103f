"""Passwords, codes of an authenticator app, and recovery codes: how they are made and checked. Knows no page."""

import hashlib
import hmac
import json
import secrets
from typing import Any

import qrcode
from flask_security import hash_password
from flask_security.proxies import _security

from community.accounts.models import Person
from community.core import settings
from community.core.language import _l
from community.core.text import fold

SHORTEST, LONGEST = 10, 128
CLOCK_SKEW_SECONDS = 30
RECOVERY_CODES = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
TOO_COMMON = (
    "password",
    "passwort",
    "motdepasse",
    "contrasena",
    "qwertyuiop",
    "1234567890",
    "0123456789",
    "iloveyou",
)


def objection_to(password: str, *known: str) -> Any:
    """Why this password would be guessed, in words for its owner; None when it is good. `known`: name, address."""
    if len(password) < SHORTEST:
        return _l(
            "Please take at least %(number)s characters; three or four words in a row are easy to remember.",
            number=SHORTEST,
        )
    if len(password) > LONGEST:
        return _l("Please take at most %(number)s characters.", number=LONGEST)
    folded = fold(password).replace(" ", "")
    if len(set(folded)) < 4:
        return _l("This is too easy to guess: it repeats the same few characters.")
    words = [settings.current().community_name, *TOO_COMMON]
    words += [part for text in known for part in (text, text.split("@")[0]) if text]
    if any(_is_most_of(folded, fold(word).replace(" ", "")) for word in words):
        return _l(
            "This is too easy to guess: it is a well-known password, or your name or address. Please add other words."
        )
    return None


def _is_most_of(password: str, word: str) -> bool:
    return len(word) >= 4 and word in password and len(password) - len(word) < 5


def hashed(password: str) -> str:
    """What is stored of a password (argon2)."""
    return str(hash_password(_security._password_util.normalize(password)))


def password_fits(person: Person | None, password: str) -> bool:
    """Whether this is the person's password. Takes as long when there is no such person, or no password."""
    normal = _security._password_util.normalize(password[: LONGEST * 4])
    if person is None or not person.password:
        _security.pwd_context.dummy_verify()
        return False
    return bool(person.verify_and_update_password(normal))


def new_app_secret() -> str:
    """A secret for an authenticator app, to be shown once as a picture."""
    return str(_security._totp_factory.generate_totp_secret())


def app_code_fits(person: Person, secret: str, code: str) -> bool:
    """Whether the app shows this code now (or half a minute ago). Each code is accepted once."""
    digits = "".join(code.split())
    if len(digits) != 6 or not digits.isdecimal():
        return False
    return bool(_security._totp_factory.verify_totp(digits, secret, person, window=CLOCK_SKEW_SECONDS))


def app_secret_to_type(secret: str) -> str:
    """The secret in groups of four, for those who cannot take a picture of it."""
    return str(_security._totp_factory.get_totp_pretty_key(secret))


def picture_of(person: Person, secret: str) -> tuple[int, str]:
    """The QR code an authenticator app reads: its side in modules, and the SVG path of its dark ones."""
    code = qrcode.QRCode(border=2)
    code.add_data(_security._totp_factory.get_totp_uri(person.email, secret))
    code.make(fit=True)
    rows = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return len(rows), path


def new_recovery_codes() -> tuple[list[str], list[str]]:
    """Ten codes to keep on paper, and what is stored of them: nobody can read them back."""
    codes = [
        "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4)) for _ in range(RECOVERY_CODES)
    ]
    return codes, [_mark(code) for code in codes]


def without_recovery_code(stored: list[str] | None, code: str) -> list[str] | None:
    """What is left of the stored codes after this one was used; None when it is not among them."""
    mark = _mark(code)
    left = [kept for kept in stored or [] if not hmac.compare_digest(kept, mark)]
    return left if len(left) < len(stored or []) else None


def _mark(code: str) -> str:
    plain = "".join(character for character in code.lower() if character.isalnum())
    return hashlib.sha256(json.dumps(["recovery", plain]).encode()).hexdigest()
