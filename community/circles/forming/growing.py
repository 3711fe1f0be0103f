"""The constructive start: circles grown one after the other around whoever is hardest to place."""

from collections.abc import Iterator
from random import Random

from community.circles.forming.scoring import Table, bits_of

MOST_STARTS, PEOPLE_LOOKED_AT = 40, 3_000
MOST_LOOKED_AT = 60  # of those who could come next; more cost time and change little
CHANCE = 0.5  # how much of a person's value chance may weigh
Groups = list[list[int]]


def starts_of(table: Table, seed: int) -> Iterator[tuple[Groups, list[int]]]:
    """Starts to choose from: the plain one, then others with a pinch of chance. Short lists, where each place counts, get more."""
    together = who_fits_whom(table)
    yield grow(table, together, None)
    for number in range(1, max(1, min(MOST_STARTS, PEOPLE_LOOKED_AT // max(1, len(table.seekers))))):
        random = Random(f"{seed} {number}")  # noqa: S311 - nothing secret: the same seed gives the same circles
        yield grow(table, together, random)


def grow(table: Table, together: list[int], random: Random | None, free: int | None = None) -> tuple[Groups, list[int]]:
    """Groups of the wished size as far as people go, and who is in none. With chance: of other sizes, in another order.

    `free`: of whom, as bits; without it of everybody.
    """
    free = (1 << len(table.seekers)) - 1 if free is None else free
    groups, alone = [], []
    while free:
        first = _hardest(table, together, free, random)
        size = random.randint(table.bounds.smallest, table.bounds.wished) if random else table.bounds.wished
        members = _grow_one(table, together, first, free, size, random)
        if len(members) >= table.bounds.smallest:
            groups.append(members)
            free &= ~sum(1 << one for one in members)
        else:
            alone.append(first)
            free &= ~(1 << first)
    return groups, alone


def _grow_one(table: Table, together: list[int], first: int, free: int, size: int, random: Random | None) -> list[int]:
    """The best circle around one person, adding at each step whoever makes it best (or, by chance, nearly)."""
    members, fitting = [first], free & together[first]
    while fitting and len(members) < size:
        candidates = bits_of(fitting)
        best, chosen = None, 0
        for one in candidates[:: 1 + len(candidates) // MOST_LOOKED_AT]:
            value = table.value([*members, one])
            if value is None:
                continue
            value += random.random() * CHANCE * len(members) if random else 0.0
            if best is None or value > best:
                best, chosen = value, one
        if best is None:
            break
        members.append(chosen)
        fitting &= together[chosen] & ~(1 << chosen)
    return members


def who_fits_whom(table: Table) -> list[int]:
    """For each person the others with whom they could be in a circle of two."""
    number = len(table.seekers)
    together = [0] * number
    for one in range(number):
        for other in range(one + 1, number):
            if table.languages[one] & table.languages[other] and table.starts_together((one, other)) is not None:
                together[one] |= 1 << other
                together[other] |= 1 << one
    return together


def _hardest(table: Table, together: list[int], free: int, random: Random | None) -> int:
    """Who has waited longest; of those, who fits with the fewest (or, by chance, with nearly as few)."""
    blur = {one: random.random() * 6 if random else 0.0 for one in bits_of(free)}
    return min(blur, key=lambda one: (-table.seekers[one].waited, (together[one] & free).bit_count() + blur[one], one))
