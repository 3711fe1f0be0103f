"""Real addresses for the routes of the access table: one row of each kind, ana's where it belongs to somebody."""

from typing import Any

from community.accounts.models import Passkey


class Unknown(Exception):
    """A route has a url value for which the test world has no row."""


def values_of_the_world(db: Any, world: Any, make: Any) -> dict[str, str]:
    """url value name → what to put there. A new kind of row gets a line here."""
    return {
        "person": world.ana.public_id,
        "mentorship": world.mentorship.public_id,
        "token": "not-a-token",
        "name": "about-you",
        "passkey": _passkey(db, world.ana).public_id,
    }


def _passkey(db: Any, person: Any) -> Passkey:
    passkey = Passkey(person_id=person.id, name="a key", credential_id=b"access table", public_key=b"")
    db.add(passkey)
    db.flush()
    return passkey


def fill(rule: Any, values: dict[str, str]) -> str:
    """The path of a rule with its values."""
    path = rule.rule
    for argument in rule.arguments:
        name = f"{rule.endpoint}:{argument}" if f"{rule.endpoint}:{argument}" in values else argument
        if name not in values:
            raise Unknown(f"{rule.rule} needs {argument!r}: add it to tests/access/addresses.py")
        for converter in ("", "int:", "string:", "path:", "uuid:"):
            path = path.replace(f"<{converter}{argument}>", str(values[name]))
    return path
