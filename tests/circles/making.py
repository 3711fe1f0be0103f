"""What tests of circles build, through the actions."""

from datetime import timedelta
from typing import Any

from community.accounts.models import Person
from community.circles import actions
from community.circles.models import CircleMeeting, CircleMember
from community.core import clock
from community.core.extensions import db


def meeting(seat: CircleMember, **values: Any) -> CircleMeeting:
    """A meeting in a week, planned by whose seat it is; with `rhythm` and `length` the first of a series."""
    values.setdefault("starts_at", clock.now() + timedelta(days=7))
    return actions.plan(db.session.get_one(Person, seat.person_id), seat, **values)
