"""Whose calendar is whose. Whoever holds its address reads it as its owner, who must take part in the community."""

from sqlalchemy import ColumnElement, false

from community.accounts.models import Person
from community.api.models import CalendarFeed
from community.core.policy import Permission

OWN_FEED = Permission(
    "api.own_feed",
    lambda actor, feed: actor is not None and actor.is_present and feed is not None and feed.person_id == actor.id,
)


def visible_to(actor: Person | None) -> ColumnElement[bool]:
    """The SQL twin of OWN_FEED: a clause on CalendarFeed."""
    if actor is None or not actor.is_present:
        return false()
    return CalendarFeed.person_id == actor.id
