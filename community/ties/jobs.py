"""What the clock does to ties. Each job may run twice, late, or after missed days."""

from collections.abc import Iterator, Sequence

from community.core import clock
from community.ties import actions, queries

# What one transaction may take: SQLite's other writers wait for it.
MOST_LOOKS, MOST_REMINDERS = 1_000, 200
CHUNK = 500


def look() -> None:
    """Look at the ties whose own day has come: a thousand each time, and the rest next time."""
    today = clock.today()
    for tie_ids in _chunks(queries.to_look_at(today, MOST_LOOKS)):
        actions.look_at(tie_ids, today)


def remind() -> None:
    """Remind everybody whose hour has come. Hours that were missed become one mail."""
    now = clock.now()
    for time in queries.reminders_at(now, MOST_REMINDERS):
        actions.remind(time, now)


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]
