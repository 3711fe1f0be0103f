"""What the tests of signing in and joining share."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from community.accounts import credentials
from community.accounts.models import Person
from tests.postbox import text_of
from tests.world import PASSWORD


@pytest.fixture
def with_password(db: Any) -> Callable[..., Person]:
    """with_password(person) gives them the password of the cast."""

    def give(person: Person, password: str = PASSWORD) -> Person:
        person.password = credentials.hashed(password)
        db.flush()
        return person

    return give


@pytest.fixture
def code_of(app: Any) -> Callable[[str], str]:
    """code_of(secret): what an authenticator app would show now."""

    def show(secret: str) -> str:
        return str(app.extensions["security"]._totp_factory.generate_totp_password(secret))

    return show


def link_in(message: Any) -> str:
    """The path of the first link of ours in a mail."""
    found = re.search(r"http://localhost(/\S+)", text_of(message))
    assert found, f"no link in:\n{text_of(message)}"
    return found.group(1)


def secret_on(page: Any) -> str:
    """The key an authenticator app is given, as the page shows it for typing."""
    found = re.search(r"<code>([A-Z2-7-]+)</code>", page.text)
    assert found, "no key on the page"
    return json.dumps({"key": found.group(1).replace("-", ""), "type": "totp", "v": 1}, separators=(",", ":"))
