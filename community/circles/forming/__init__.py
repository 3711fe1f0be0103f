"""Forming circles from a list of people who want one: pure functions, no database, no web, the same answer for the same seed.

`form(seekers, bounds, seed)` puts as many as it can into circles that everybody in them can be part of, and says of each
person left over why. Hard: sizes within bounds, a language in common, nobody with somebody whom a block parts from them,
and hours in common, or the same place. Soft, in the order of their weight: many shared hours, a topic in common, people
of different cohorts, somebody who would facilitate.
"""

from community.circles.forming.growing import starts_of
from community.circles.forming.hours import PARTS_OF_DAY, Window, hour_codes, week_of, windows
from community.circles.forming.improving import improve
from community.circles.forming.people import Bounds, Formation, Group, Impossible, Seeker
from community.circles.forming.reasons import FEW, FIT, HOURS, LANGUAGE, PLACE, REASONS, reason_for
from community.circles.forming.scoring import Table
from community.circles.forming.seating import reseat, seat

__all__ = [
    "FEW", "FIT", "HOURS", "LANGUAGE", "PARTS_OF_DAY", "PLACE", "REASONS", "Bounds", "Formation", "Group", "Impossible",
    "Seeker", "Window", "form", "hour_codes", "look", "week_of", "windows",
]  # fmt: skip


def form(seekers: list[Seeker], bounds: Bounds, seed: int, moves: int | None = None) -> Formation:
    """Circles for these people. The order in which they are given changes nothing; `moves`: how long to improve (0: not at all)."""
    table = Table(sorted(seekers, key=lambda one: one.key), bounds)
    starts = [seat(table, *start) for start in starts_of(table, seed)]
    groups, left = reseat(table, *min(starts, key=lambda start: (len(start[1]), -table.quality(*start))), seed)
    if moves != 0:
        groups, left = seat(table, *improve(table, groups, left, seed, moves))
    return _told(table, groups, left)


def look(seekers: list[Seeker], bounds: Bounds) -> Group:
    """One circle as it stands. Refuses (Impossible) people who cannot be in one together, whatever their number."""
    table = Table(sorted(seekers, key=lambda one: one.key), bounds)
    return table.describe(list(range(len(seekers))))


def _told(table: Table, groups: list[list[int]], left: list[int]) -> Formation:
    told = sorted((table.describe(members) for members in groups), key=lambda group: group.members)
    return Formation(
        groups=tuple(told),
        left={table.seekers[one].key: reason_for(table, one) for one in left},
        quality=table.quality(groups, left),
    )
