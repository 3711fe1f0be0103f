"""One text cell of a roster: cleaned, or refused with the reason."""

from __future__ import annotations

import re

from community.core.text import clean_line

from .outcomes import Reason

NAMES = ("mentor_name", "coachee_name")
EMAILS = ("mentor_email", "coachee_email")
REQUIRED = (*NAMES, *EMAILS, "programme")
LIMITS = {
    "mentor_name": 200,
    "mentor_email": 254,
    "coachee_name": 200,
    "coachee_email": 254,
    "programme": 120,
    "cohort": 120,
    "focus": 500,
}


def read_text(field: str, raw: str) -> tuple[str, Reason | None]:
    """The cell on one clean line, and why it must be refused, if it must."""
    if raw.isascii() and raw.isprintable():
        value = " ".join(raw.split())
    else:
        hidden = _hidden_fault(raw)
        if hidden:
            return "", Reason(hidden, {"field": field, "value": raw[:200]})
        value = clean_line(raw)
    if value[:1] == "'" and value[1:2] in _FORMULA:
        value = value[1:]  # the apostrophe our own list of problems puts before such a cell
    if not value:
        return "", Reason("missing", {"field": field}) if field in REQUIRED else None
    if len(value) > LIMITS[field]:
        return "", Reason("too_long", {"field": field, "length": len(value), "limit": LIMITS[field]})
    fault = _fault(field, value)
    return ("", Reason(fault, {"field": field, "value": value})) if fault else (value, None)


_FORMULA = ("=", "+", "-", "@")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")
_MARKUP = re.compile(r"<\s*[a-zA-Z/!?]")


def _hidden_fault(raw: str) -> str | None:
    if _TURNING.search(raw):
        return "turned_text"
    if _CONTROL.search(raw):
        return "control_characters"
    return "garbled" if "\ufffd" in raw else None


def _fault(field: str, value: str) -> str | None:
    if field in EMAILS or field == "focus":  # an address has its own check; a focus is free text, made safe when shown
        return None
    if value[0] == "=" or (field in NAMES and value[0] in _FORMULA):
        return "formula"
    if _MARKUP.search(value):
        return "markup"
    if field in NAMES:
        return _name_fault(value)
    return None


def _name_fault(name: str) -> str | None:
    if "<" in name or ">" in name:
        return "markup"
    if "@" in name:
        return "address_as_name"
    return None if any(letter.isalpha() for letter in name) else "no_letters"
