"""Polls for a time: one for its page, and those of a circle that can still be answered."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from community.accounts.models import Person
from community.circles.models import ASKING, CirclePoll, PollAnswer, PollTime
from community.circles.permissions.polls import polls_visible_to
from community.core.extensions import db


def poll(actor: Person | None, poll: str) -> CirclePoll | None:
    """One poll the actor may see, with its circle and its times."""
    if actor is None or not actor.is_present:
        return None
    return _one(_whole().where(CirclePoll.public_id == poll, polls_visible_to(actor)))


def poll_by_id(poll_id: int) -> CirclePoll | None:
    """The poll of an event or a mail; who may know of it is asked by the caller."""
    return _one(_whole().where(CirclePoll.id == poll_id))


def fresh_poll(poll_id: int) -> CirclePoll | None:
    """The poll as it is now, for an action that holds its circle."""
    return _one(_whole().where(CirclePoll.id == poll_id).execution_options(populate_existing=True))


def open_polls(actor: Person, circle_id: int) -> Sequence[Any]:
    """What the members of a circle are asked now, oldest first: `public_id`, `author_id`, whether the actor `has_answered`."""
    own = select(PollAnswer.time_id).join(PollTime, PollTime.id == PollAnswer.time_id)
    answered = own.where(PollTime.poll_id == CirclePoll.id, PollAnswer.person_id == actor.id).exists()
    found = select(CirclePoll.public_id, CirclePoll.author_id, answered.label("has_answered")).where(
        CirclePoll.circle_id == circle_id, CirclePoll.state == ASKING, polls_visible_to(actor)
    )
    return db.session.execute(found.order_by(CirclePoll.id)).all()


def how_many_polls(circle_id: int) -> int:
    """How many polls of a circle are open."""
    asking = (CirclePoll.circle_id == circle_id, CirclePoll.state == ASKING)
    return db.session.scalar(select(func.count()).where(*asking)) or 0


def poll_answers(poll_id: int) -> dict[int, dict[int, str]]:
    """What suits whom: by the id of the time, then of the person. Whose names may be shown is asked by the caller."""
    found = (
        select(PollAnswer.time_id, PollAnswer.person_id, PollAnswer.suits)
        .join(PollTime, PollTime.id == PollAnswer.time_id)
        .where(PollTime.poll_id == poll_id)
    )
    said: dict[int, dict[int, str]] = {}
    for time_id, person_id, suits in db.session.execute(found):
        said.setdefault(time_id, {})[person_id] = suits
    return said


def has_answered_poll(poll_id: int, person_id: int) -> bool:
    """Whether somebody has said what suits them."""
    found = select(PollAnswer.time_id).join(PollTime, PollTime.id == PollAnswer.time_id)
    own = (PollTime.poll_id == poll_id, PollAnswer.person_id == person_id)
    return db.session.scalar(found.where(*own).limit(1)) is not None


def _one(found: Any) -> CirclePoll | None:
    return db.session.scalars(found).unique().one_or_none()


def _whole() -> Any:
    return select(CirclePoll).options(
        joinedload(CirclePoll.circle, innerjoin=True),
        joinedload(CirclePoll.meeting),
        joinedload(CirclePoll.times),
    )
