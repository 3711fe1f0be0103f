"""A member's calendar as text."""

from datetime import timedelta

from community.accounts.models import Person
from community.core import clock
from community.core.calendar_feed import entries_of, feed
from community.core.mail import in_words_of
from community.core.settings import current

BACK, AHEAD = timedelta(days=60), timedelta(days=400)


def calendar_of(person: Person) -> bytes:
    """Everything of theirs that has a time, lately and ahead, in their language. It changes only when something of it does."""
    now = clock.now()
    with in_words_of(person):
        entries = entries_of(person, now - BACK, now + AHEAD)
        return feed(entries, name=current().community_name, zone=person.time_zone)
