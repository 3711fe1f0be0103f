"""Making, renewing and revoking the address of a calendar."""

import secrets
from datetime import date

from sqlalchemy import update
from sqlalchemy.orm import Session

from community.accounts.models import Person
from community.api import queries
from community.api.models import CalendarFeed
from community.core import clock, database
from community.core.extensions import db


def make_feed(actor: Person) -> CalendarFeed:
    """The actor's calendar gets an address. Who has one keeps it."""
    return queries.feed_of(actor) or _put(CalendarFeed(person_id=actor.id))


def renew_feed(actor: Person) -> CalendarFeed:
    """Another address; the old one leads nowhere from now on."""
    feed = queries.feed_of(actor) or CalendarFeed(person_id=actor.id)
    feed.last_read_on, feed.created_at = None, clock.now()
    return _put(feed)


def revoke_feed(actor: Person) -> None:
    """The calendar can be fetched no more. Without an address nothing happens."""
    feed = queries.feed_of(actor)
    if feed is not None:
        db.session.delete(feed)


def note_reading(feed: CalendarFeed, today: date) -> None:
    """Keep the day of the last reading: written once a day, beside the reading transaction."""
    if feed.last_read_on == today:
        return

    def note(aside: Session) -> None:
        aside.execute(update(CalendarFeed).where(CalendarFeed.id == feed.id).values(last_read_on=today))

    database.write_aside(note)


def _put(feed: CalendarFeed) -> CalendarFeed:
    feed.token = secrets.token_urlsafe(32)
    feed.digest = queries.digest_of(feed.token)
    db.session.add(feed)
    db.session.flush()
    return feed
