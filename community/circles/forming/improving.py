"""Simulated annealing from a start that is good already: small changes, kept when they are better and at first sometimes when not.

The number of people placed never falls: a change swaps two, or moves one where sizes allow it.
"""

from collections.abc import Iterator
from math import exp
from random import Random

from community.circles.forming.scoring import Table

WARM, COLD = 0.25, 0.004  # temperatures, in the measure of Table.value
MOVES_A_PERSON, FEWEST_MOVES, MOST_MOVES = 400, 2_000, 150_000

Groups = list[list[int]]
Change = list[tuple[int, list[int]]]  # place of a group, and its members after the change


def improve(
    table: Table, groups: Groups, left: list[int], seed: int, moves: int | None = None
) -> tuple[Groups, list[int]]:
    """Better groups of the same number of people; never worse than what was given."""
    random = Random(seed)  # noqa: S311 - nothing secret: the same seed gives the same circles
    now, alone = [list(members) for members in groups], list(left)
    if not now or (len(now) == 1 and not alone):
        return now, alone
    values = [table.value(members) or 0.0 for members in now]
    before = sum(values)
    for temperature in _cooling(len(table.seekers), moves):
        change, swapped = _change(table, now, alone, random)
        fresh = [table.value(members) for _, members in change]
        if not change or None in fresh:
            continue
        gain = sum(fresh) - sum(values[place] for place, _ in change)  # type: ignore[arg-type]
        if gain < 0 and random.random() >= exp(gain / temperature):
            continue
        for (place, members), value in zip(change, fresh, strict=True):
            now[place], values[place] = members, value or 0.0
        if swapped is not None:
            alone[swapped[0]] = swapped[1]
    return (now, alone) if sum(values) >= before else ([list(members) for members in groups], list(left))


def _cooling(people: int, moves: int | None) -> Iterator[float]:
    """From warm to cold, one temperature a move."""
    number = moves if moves is not None else min(MOST_MOVES, max(FEWEST_MOVES, MOVES_A_PERSON * people))
    factor, temperature = (COLD / WARM) ** (1 / max(1, number)), WARM
    for _ in range(number):
        yield temperature
        temperature *= factor


def _change(table: Table, groups: Groups, alone: list[int], random: Random) -> tuple[Change, tuple[int, int] | None]:
    """What to try: the groups as they would be, and who would stand at which place of those left over."""
    kind = random.random()
    if alone and kind < 0.1:
        return _exchange(table, groups, alone, random)
    if len(groups) < 2:
        return [], None
    one, other = random.sample(range(len(groups)), 2)
    if kind < 0.3 and len(groups[one]) > table.bounds.smallest and len(groups[other]) < table.bounds.largest:
        goes = random.randrange(len(groups[one]))
        rest = groups[one][:goes] + groups[one][goes + 1 :]
        return [(one, rest), (other, [*groups[other], groups[one][goes]])], None
    here, there = random.randrange(len(groups[one])), random.randrange(len(groups[other]))
    return [
        (one, _with(groups[one], here, groups[other][there])),
        (other, _with(groups[other], there, groups[one][here])),
    ], None


def _exchange(table: Table, groups: Groups, alone: list[int], random: Random) -> tuple[Change, tuple[int, int] | None]:
    """Somebody left over for a member who has not waited longer: it opens ways, and nobody is fewer."""
    place, who = random.randrange(len(groups)), random.randrange(len(alone))
    here = random.randrange(len(groups[place]))
    goes, comes = groups[place][here], alone[who]
    if table.seekers[goes].waited > table.seekers[comes].waited:
        return [], None
    return [(place, _with(groups[place], here, comes))], (who, goes)


def _with(members: list[int], place: int, one: int) -> list[int]:
    return [*members[:place], one, *members[place + 1 :]]
