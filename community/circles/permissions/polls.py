"""Who answers when they could meet, and who decides. There are no words in a poll, so newcomers answer older ones too."""

from typing import Any

from sqlalchemy import ColumnElement, false

from community.accounts.models import Person
from community.circles.models import CirclePoll
from community.circles.permissions.circles import FACILITATE, READ_CIRCLE, WRITE_IN_CIRCLE, readable_by
from community.circles.permissions.inside import seat_in
from community.core.policy import Permission, can


def _seat(actor: Any, poll: Any) -> Any:
    return seat_in(actor, poll.circle_id) if poll is not None else None


SEE_POLL = Permission("circles.see_poll", lambda actor, poll: can(actor, READ_CIRCLE, _seat(actor, poll)))


def polls_visible_to(actor: Person | None) -> ColumnElement[bool]:
    """The SQL twin of SEE_POLL: a clause on CirclePoll."""
    return false() if actor is None else readable_by(actor, CirclePoll.circle_id)


ANSWER_POLL = Permission(
    "circles.answer_poll",
    lambda actor, poll: can(actor, WRITE_IN_CIRCLE, _seat(actor, poll)) and poll.is_open,
)
SETTLE_POLL = Permission(
    "circles.settle_poll", lambda actor, poll: can(actor, FACILITATE, _seat(actor, poll)) and poll.is_open
)
