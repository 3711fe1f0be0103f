"""The people of a circle: one member for what is done with them, and what they have done at meetings."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from community.accounts.models import Person
from community.circles.models import PLANNED, STEPS, CircleMeeting, CircleMember
from community.circles.permissions.people import farewells_visible_to, members_visible_to
from community.circles.queries.circles import PERSON_ON_A_LINE, whole_seats
from community.core import clock
from community.core.extensions import db

# Who takes which step at a meeting: the column that names them.
_DONE = dict(zip(STEPS, (CircleMeeting.shadow_id, CircleMeeting.co_id, CircleMeeting.lead_id), strict=True))


def member(actor: Person | None, member: str) -> CircleMember | None:
    """A member of a circle the actor is in, with the person and the circle."""
    found = whole_seats().options(joinedload(CircleMember.person, innerjoin=True).load_only(*PERSON_ON_A_LINE))
    return db.session.scalar(found.where(CircleMember.public_id == member, members_visible_to(actor)))


def farewell(actor: Person | None, member: str) -> CircleMember | None:
    """The actor's own row of a circle in which they were let go, with the circle."""
    return db.session.scalar(whole_seats().where(CircleMember.public_id == member, farewells_visible_to(actor)))


def has_done(member: CircleMember) -> bool:
    """Whether the member took the step they are at, at a meeting that is over."""
    return any(person_id == member.person_id for person_id, step in _done_in(member.circle_id) if step == member.step)


def steps_done(circle_id: int) -> set[tuple[int, str]]:
    """Who took which step at a meeting that is over: (person id, step)."""
    return set(_done_in(circle_id))


def _done_in(circle_id: int) -> list[tuple[int, str]]:
    found = select(*_DONE.values()).where(
        CircleMeeting.circle_id == circle_id, CircleMeeting.state == PLANNED, CircleMeeting.starts_at < clock.now()
    )
    rows = db.session.execute(found.distinct()).all()
    return [(person_id, step) for row in rows for person_id, step in zip(row, STEPS, strict=True) if person_id]
