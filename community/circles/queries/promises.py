"""Promises: one for its page, those of a circle, and those whose day comes or is over."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from community.accounts.models import Person
from community.circles.models import ENDED, MOST_OPEN_PROMISES, OPEN, Circle, CirclePromise
from community.circles.permissions.promises import promises_visible_to
from community.circles.queries.circles import PERSON_ON_A_LINE
from community.core.extensions import db
from community.core.paging import Page, keyset

MOST_SHOWN = MOST_OPEN_PROMISES * 20
SETTLED_ON_A_PAGE = 20
AT_ONCE = 500


def promise(actor: Person | None, promise: str) -> CirclePromise | None:
    """One promise the actor may see, with its circle."""
    if actor is None or not actor.is_present:
        return None
    return db.session.scalar(_whole().where(CirclePromise.public_id == promise, promises_visible_to(actor)))


def promise_by_id(promise_id: int) -> CirclePromise | None:
    """The promise of a mail; who may know of it is asked by the caller."""
    return db.session.scalar(_whole().where(CirclePromise.id == promise_id))


def fresh_promise(promise_id: int) -> CirclePromise | None:
    """The promise as it is now, for an action that holds its circle."""
    return db.session.scalar(_whole().where(CirclePromise.id == promise_id).execution_options(populate_existing=True))


def open_promises(actor: Person, circle_id: int) -> list[CirclePromise]:
    """What members of the circle have promised and not done yet, soonest first."""
    found = _whole().where(
        CirclePromise.circle_id == circle_id, CirclePromise.state == OPEN, promises_visible_to(actor)
    )
    return list(db.session.scalars(found.order_by(CirclePromise.due_on, CirclePromise.id).limit(MOST_SHOWN)))


def settled_promises(actor: Person, circle_id: int, after: str | None = None) -> Page[CirclePromise]:
    """What was kept or whose day passed, newest first."""
    found = _whole().where(
        CirclePromise.circle_id == circle_id, CirclePromise.state != OPEN, promises_visible_to(actor)
    )
    key: Any = ((CirclePromise.settled_at, "desc"), (CirclePromise.id, "desc"))
    return keyset(found, key=key, after=after, size=SETTLED_ON_A_PAGE)


def how_many_open(circle_id: int, person_id: int) -> int:
    """How many open promises somebody has in a circle."""
    own = (CirclePromise.circle_id == circle_id, CirclePromise.person_id == person_id, CirclePromise.state == OPEN)
    return db.session.scalar(select(func.count()).where(*own)) or 0


def promises_coming_up(now: datetime) -> list[CirclePromise]:
    """Open ones of which nobody has been reminded, whose day may be tomorrow somewhere; with who made them."""
    today = now.date()
    found = (
        select(CirclePromise)
        .join(CirclePromise.circle)
        .options(joinedload(CirclePromise.person, innerjoin=True))
        .where(
            CirclePromise.state == OPEN,
            CirclePromise.due_on.between(today - timedelta(days=1), today + timedelta(days=2)),
            or_(CirclePromise.reminded_for.is_(None), CirclePromise.reminded_for != CirclePromise.due_on),
            CirclePromise.created_at < now - timedelta(days=1),
            Circle.state != ENDED,
        )
    )
    return list(db.session.scalars(found.order_by(CirclePromise.due_on, CirclePromise.id).limit(AT_ONCE)))


def promises_before(day: date) -> Any:
    """Ids of open promises whose day was before this one, in circles that go on; as SQL."""
    going_on = select(Circle.id).where(Circle.state != ENDED)
    return select(CirclePromise.id).where(
        CirclePromise.state == OPEN, CirclePromise.due_on < day, CirclePromise.circle_id.in_(going_on)
    )


def _whole() -> Any:
    return select(CirclePromise).options(
        joinedload(CirclePromise.circle, innerjoin=True),
        joinedload(CirclePromise.person, innerjoin=True).load_only(*PERSON_ON_A_LINE),
    )
