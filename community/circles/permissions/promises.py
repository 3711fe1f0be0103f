"""Who reads a promise: the members of its circle. Who does something with it: whoever made it."""

from typing import Any

from sqlalchemy import ColumnElement

from community.accounts.models import Person
from community.circles.models import CirclePromise
from community.circles.permissions.circles import WRITE_IN_CIRCLE
from community.circles.permissions.inside import reads_words, seat_in, words_readable_by
from community.core.policy import Permission, can


def _may_see(actor: Any, promise: Any) -> bool:
    return promise is not None and reads_words(actor, promise.circle_id, promise.created_at, promise.person_id)


SEE_PROMISE = Permission("circles.see_promise", _may_see)


def promises_visible_to(actor: Person | None) -> ColumnElement[bool]:
    """The SQL twin of SEE_PROMISE: a clause on CirclePromise."""
    return words_readable_by(actor, CirclePromise.circle_id, CirclePromise.created_at, CirclePromise.person_id)


def _may_change(actor: Any, promise: Any) -> bool:
    own = actor is not None and promise is not None and promise.person_id == actor.id
    return own and _may_see(actor, promise) and can(actor, WRITE_IN_CIRCLE, seat_in(actor, promise.circle_id))


# Kept, another day, or taken back: what of it is possible now, the action says.
CHANGE_PROMISE = Permission("circles.change_promise", _may_change)
