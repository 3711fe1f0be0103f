"""Starting a circle, and changing what it says of itself."""

from collections.abc import Mapping
from typing import Any

from community.accounts.models import Person
from community.circles.actions.steps import admit
from community.circles.models import Circle, CircleMember
from community.core.extensions import db
from community.core.outbox import publish
from community.core.text import clean_line, clean_text
from community.events import CircleStarted


def start(actor: Person, *, name: str, purpose: str, **wishes: Any) -> CircleMember:
    """Start a circle: the actor is its first member and its facilitator. Returns their row.

    `wishes`: topics, language, mode, place, size, planned_meetings, rhythm, minutes, joining, is_listed, takes_turns.
    Nobody else comes in before there is a charter. Publishes CircleStarted.
    """
    circle = Circle(name=clean_line(name), purpose=clean_text(purpose), facilitator_id=actor.id, **_checked(wishes))
    circle.taken = 0
    db.session.add(circle)
    db.session.flush()
    seat = admit(circle, actor.id)
    publish(CircleStarted(circle.id, actor.id))
    return seat


def _checked(wishes: Mapping[str, Any]) -> dict[str, Any]:
    return dict(wishes)
