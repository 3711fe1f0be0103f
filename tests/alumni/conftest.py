"""Somebody tells about themselves: through the actions, as in life."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from community.accounts.models import Availability, Person
from community.alumni import actions
from community.alumni.fields import KEYS
from community.alumni.models import Profile
from community.core.extensions import db

Tell = Callable[..., Profile]
OF_AVAILABILITY = (
    "catchups",
    "catchups_until",
    "peer_mentoring",
    "rounds",
    "speaks_to_circles",
    "catchups_per_month",
)


@pytest.fixture
def tell(app: Flask) -> Tell:
    """tell(person, audience="members", about="…"): a profile whose every field has that audience; who_about="me" differs."""

    def tell(person: Person, audience: str = "members", **values: Any) -> Profile:
        audiences = dict.fromkeys(KEYS, audience)
        audiences |= {key.removeprefix("who_"): values.pop(key) for key in list(values) if key.startswith("who_")}
        available = {key: values.pop(key) for key in OF_AVAILABILITY if key in values}
        actions.begin_profile(person, audiences, available.pop("catchups", "anyone"))
        actions.save_section(person, values, {})
        row = db.session.get_one(Availability, person.id)
        for key, value in available.items():
            setattr(row, key, value)
        actions.rank_again()
        db.session.flush()
        return db.session.get_one(Profile, person.id)

    return tell
