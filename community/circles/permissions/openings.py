"""Who may ask to read what is in a circle, who may say yes, and who reads it then.

It takes two coordinators who have never been in the circle, and lasts a day. The circle is told: see queries/openings.py.
"""

from typing import Any

from sqlalchemy import ColumnElement, false

from community.accounts.models import Person
from community.accounts.permissions import COORDINATE
from community.circles.models import CircleOpening
from community.circles.permissions.reports import has_been_in, is_outside
from community.core import clock
from community.core.errors import Refused
from community.core.language import _l
from community.core.policy import Permission, can

# Asked of the circle.
ASK_OPENING = Permission(
    "circles.ask_opening", lambda actor, circle: circle is not None and is_outside(actor, circle.id)
)


def _may_see(actor: Any, opening: Any) -> bool:
    return opening is not None and is_outside(actor, opening.circle_id)


# That it was asked for, why, and what became of it: nothing of what is inside.
SEE_OPENING = Permission("circles.see_opening", _may_see)


def visible_to(actor: Person | None) -> ColumnElement[bool]:
    """The SQL twin of SEE_OPENING: a clause on CircleOpening."""
    if actor is None or not can(actor, COORDINATE):
        return false()
    return ~has_been_in(actor.id, CircleOpening.circle_id).correlate(CircleOpening)


# The second coordinator: anybody who may see it but whoever asked, as long as the question stands.
ANSWER_OPENING = Permission(
    "circles.answer_opening",
    lambda actor, opening: (
        _may_see(actor, opening) and opening.asker_id != actor.id and opening.state(clock.now()) == "asked"
    ),
)


def _is_one_of_the_two(actor: Any, opening: Any) -> bool:
    return _may_see(actor, opening) and actor.id in (opening.asker_id, opening.second_id)


def _closed(actor: Any, opening: Any) -> Refused:
    return Refused(
        _l("This circle is not open to you."),
        what_next=_l("It takes the yes of a second coordinator, and only the two read it, for a day."),
    )


# Reading what is inside; the only way in for anybody who is not a member.
LOOK_INSIDE = Permission(
    "circles.look_inside",
    lambda actor, opening: _is_one_of_the_two(actor, opening) and opening.state(clock.now()) == "open",
    refusal=_closed,
)
# Taking the question back, or closing the circle again before the day is over.
CLOSE_OPENING = Permission(
    "circles.close_opening",
    lambda actor, opening: _is_one_of_the_two(actor, opening) and opening.state(clock.now()) in ("asked", "open"),
)
