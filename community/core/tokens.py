"""Signed links: a payload that only we can have written, for one purpose, for a limited time.

Signed, not secret: whoever holds the link can read the payload, so put ids in it and nothing private.
"""

import hmac
from typing import Any

from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer

from community.core import settings
from community.core.errors import Missing
from community.core.language import _l


class TokenBroken(Missing):
    """Not written by us, for another purpose, or cut off on its way."""

    default = _l("This link does not work: perhaps it was cut off.")
    default_next = _l("Nothing has changed. Please open it from the mail again.")


class TokenExpired(Missing):
    """Written by us but too long ago; `payload` says what it was for, so that a renewal can be offered."""

    default = _l("This link was only valid for a while, and that time is over.")

    def __init__(self, payload: Any) -> None:
        super().__init__()
        self.payload = payload


def sign(purpose: str, payload: Any) -> str:
    """The payload (anything JSON can hold) as text for a link that only `read` with the same purpose accepts."""
    return str(_serializer(purpose).dumps(payload))


def read(purpose: str, token: str, max_age: int | None) -> Any:
    """The payload of a link not older than `max_age` seconds (None: of any age).

    Refuses with TokenBroken or TokenExpired. Keys retired to `secret_key_fallbacks` are still accepted.
    """
    serializer = _serializer(purpose)
    try:
        return serializer.loads(token, max_age=max_age)
    except SignatureExpired as expired:
        # The signature was right, only late: what it says is ours.
        raise TokenExpired(serializer.load_payload(expired.payload or b"")) from None
    except (BadData, UnicodeError):
        raise TokenBroken from None


def mark(text: str) -> str:
    """A short sign of a text: it tells nothing of the text, but `is_mark_of` says whether it is of this one."""
    return _mark(settings.current().secret_key, text)


def is_mark_of(known: str, text: str) -> bool:
    """Whether `mark` made this of that text, perhaps with a key that is retired now."""
    ours = settings.current()
    return any(hmac.compare_digest(known, _mark(key, text)) for key in (ours.secret_key, *ours.secret_key_fallbacks))


def _mark(key: str, text: str) -> str:
    return hmac.digest(key.encode(), f"mark:{text}".encode(), "sha256").hex()[:16]


def _serializer(purpose: str) -> URLSafeTimedSerializer:
    ours = settings.current()
    # itsdangerous signs with the last key and accepts all of them.
    return URLSafeTimedSerializer([*reversed(ours.secret_key_fallbacks), ours.secret_key], salt=f"token:{purpose}")
