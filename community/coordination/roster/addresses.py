"""E-mail addresses of a roster: trimmed, lower-cased, and correct in form. Nobody is asked whether they exist."""

from __future__ import annotations

import re

from email_validator import EmailNotValidError, validate_email


def normal_address(text: str) -> str | None:
    """The address in its one normal form, or None when it is none.

    Plain ASCII addresses are decided by one expression, at the speed a roster needs; whatever is not plain
    (accents, foreign scripts, rare signs) is decided by email-validator.
    """
    address = text.strip().lower()
    local, _, domain = address.rpartition("@")
    if _PLAIN.fullmatch(address) and len(address) <= 254 and len(local) <= 64 and "--" not in domain:
        return address
    if not local or len(address) > 254:
        return None
    try:
        found = validate_email(address, check_deliverability=False, test_environment=True)
    except (EmailNotValidError, ValueError):
        return None
    return found.normalized.lower()


_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ATOM = r"[a-z0-9_+'%-]+"
_PLAIN = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+[a-z]{{2,63}}")
