"""Calendars, by their owner and by their address."""

import hashlib
import hmac

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from community.accounts.models import Person
from community.api.models import CalendarFeed
from community.api.permissions import OWN_FEED, visible_to
from community.core.extensions import db
from community.core.policy import can


def digest_of(token: str) -> str:
    """What is looked for in place of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def feed_of(actor: Person) -> CalendarFeed | None:
    """The actor's own calendar address."""
    return db.session.scalar(select(CalendarFeed).where(visible_to(actor)))


def by_token(token: str) -> CalendarFeed | None:
    """The calendar of an address, with its owner; None for one that is unknown, revoked, or whose owner may not take part.

    All of these are one look into the index of digests. How long that takes tells at most of a digest, and of no token:
    nobody can choose tokens whose digests come nearer and nearer.
    """
    digest = digest_of(token)
    found = select(CalendarFeed).where(CalendarFeed.digest == digest)
    feed = db.session.scalar(found.options(joinedload(CalendarFeed.person, innerjoin=True)))
    is_it = hmac.compare_digest(feed.digest if feed is not None else "", digest)
    return feed if is_it and feed is not None and can(feed.person, OWN_FEED, feed) else None
