"""Telling what is due, a few at a time: the clock finds all of it, and no transaction grows with the community.

A few that nobody has come to yet are told again by the next run; doing them twice changes nothing.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from community.core.outbox import publish
from community.events import TieLooksDue, TieRemindersDue
from community.ties import queries

# What one transaction takes: other writers wait for it.
LOOKS_AT_ONCE, REMINDERS_AT_ONCE = 100, 50


def call_looks(today: date) -> int:
    """Tell of all ties whose own day has come; how many. Publishes TieLooksDue for each hundred of them."""
    tie_ids = queries.to_look_at(today)
    for some in _a_few(tie_ids, LOOKS_AT_ONCE):
        publish(TieLooksDue(some))
    return len(tie_ids)


def call_reminders(person_ids: Collection[int]) -> None:
    """Tell of people who have somebody to be reminded of. Publishes TieRemindersDue for each fifty.

    They come after the looks that were told of before: so somebody who has ties in several hundreds gets one message.
    """
    for some in _a_few(sorted(person_ids), REMINDERS_AT_ONCE):
        publish(TieRemindersDue(some))


def _a_few(ids: Sequence[int], most: int) -> Iterator[tuple[int, ...]]:
    return (tuple(ids[start : start + most]) for start in range(0, len(ids), most))
