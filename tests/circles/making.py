"""What tests of circles build, through the actions."""

from datetime import timedelta
from typing import Any

from community.accounts.models import Person
from community.circles import actions, queries
from community.circles.models import Circle, CircleMeeting, CircleMember, CirclePost
from community.core import clock
from community.core.extensions import db


def meeting(seat: CircleMember, **values: Any) -> CircleMeeting:
    """A meeting in a week, planned by whose seat it is; with `rhythm` and `length` the first of a series."""
    values.setdefault("starts_at", clock.now() + timedelta(days=7))
    return actions.plan(db.session.get_one(Person, seat.person_id), seat, **values)


def post(author: Person, circle: Circle, words: str = "The tide was kind to us today.") -> CirclePost:
    """Something a member writes in a circle, from which a conversation may begin."""
    seat = queries.seat(author, circle.public_id)
    assert seat is not None
    return actions.write_post(author, seat, words=words)


def reply(author: Person, to: CirclePost, words: str = "It was to me, too.") -> CirclePost:
    """What a member answers to a post."""
    return actions.reply(author, to, words=words)
