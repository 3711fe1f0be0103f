"""Finding the inboxes and notices that something is to be done with, and telling so a few at a time."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from community.core import clock
from community.core.outbox import publish
from community.events import InboxesDoubted, NoticesOutlived
from community.notifications import queries
from community.notifications.actions.forgetting import forget_unsent_letters

# Every hour one part of all inboxes is asked, and only of what is young: what nobody reads for weeks may wait for its owner.
PARTS, YOUNG = 6, timedelta(days=14)
KEEP_READ, KEEP_ANY = timedelta(days=90), timedelta(days=400)
INBOXES_AT_ONCE, NOTICES_AT_ONCE = 5, 500
MOST_A_NIGHT = 100_000
# Long enough that no hour of a letter comes again; and a week's worth of 100,000 members in as many nights.
KEEP_UNSENT, MOST_LETTERS_A_NIGHT = timedelta(days=5), 20_000


def call_settling() -> None:
    """Let one part of the inboxes with something unread be asked whether it is still to be said. Publishes InboxesDoubted."""
    now = clock.now()
    for some in _few_at_a_time(queries.owners_of_unread(now - YOUNG, now.hour % PARTS, PARTS), INBOXES_AT_ONCE):
        publish(InboxesDoubted(some))


def call_tidying() -> None:
    """Let go of what has been kept long enough: what was read, and whatever is very old. Publishes NoticesOutlived.

    What is left of letters without anything to say goes after a few days: there is one a week for nearly everybody.
    """
    now = clock.now()
    forget_unsent_letters(now - KEEP_UNSENT, MOST_LETTERS_A_NIGHT)
    for some in _few_at_a_time(queries.outlived(now - KEEP_READ, now - KEEP_ANY, MOST_A_NIGHT), NOTICES_AT_ONCE):
        publish(NoticesOutlived(some))


def _few_at_a_time(ids: Sequence[int], most: int) -> Iterator[tuple[int, ...]]:
    return (tuple(ids[start : start + most]) for start in range(0, len(ids), most))
