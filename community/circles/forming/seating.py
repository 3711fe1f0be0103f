"""Finding a place for those without one: in a circle with room, by letting somebody move on, or in a new circle."""

from random import Random

from community.circles.forming.growing import Groups, grow, who_fits_whom
from community.circles.forming.scoring import Table

TRIES_A_PERSON, MOST_TRIES, TAKEN_APART = 25, 120, 3


def seat(table: Table, groups: Groups, left: list[int]) -> tuple[Groups, list[int]]:
    """The same groups with as many of those left over as can be placed; nobody who has a place loses it."""
    groups, left = [list(members) for members in groups], list(left)
    while left and (
        _into_room(table, groups, left) or _by_moving_on(table, groups, left) or _anew(table, groups, left)
    ):
        pass
    return groups, left


def reseat(table: Table, groups: Groups, left: list[int], seed: int) -> tuple[Groups, list[int]]:
    """Take some circles apart and grow them anew with those left over, again and again, as long as somebody is left over.

    What leaves fewer over is kept, and by the way what leaves as few over who have not waited longer.
    """
    if not left or not groups:
        return groups, left
    random = Random(f"{seed} again")  # noqa: S311 - nothing secret: the same seed gives the same circles
    together = who_fits_whom(table)
    for _ in range(min(MOST_TRIES, TRIES_A_PERSON * len(left))):
        apart = {*random.sample(range(len(groups)), min(TAKEN_APART, len(groups)))}
        free = sum(1 << one for place in apart for one in groups[place]) | sum(1 << one for one in left)
        grown, alone = grow(table, together, random, free)
        kept = [members for place, members in enumerate(groups) if place not in apart]
        fresh = seat(table, kept + grown, alone)
        if _burden(table, fresh[1]) <= _burden(table, left):
            groups, left = fresh
            if not left or not groups:
                break
    return groups, left


def _burden(table: Table, left: list[int]) -> tuple[int, int]:
    """How many are left over, and how often they were before."""
    return len(left), sum(table.seekers[one].waited for one in left)


def _into_room(table: Table, groups: Groups, left: list[int]) -> bool:
    """Somebody left over joins the circle that gains most (or loses least) by it."""
    for one in sorted(left, key=lambda one: (-table.seekers[one].waited, one)):
        gains = [
            (gain, place) for place, members in enumerate(groups) if (gain := _gain(table, members, one)) is not None
        ]
        if gains:
            groups[max(gains)[1]].append(one)
            left.remove(one)
            return True
    return False


def _by_moving_on(table: Table, groups: Groups, left: list[int]) -> bool:
    """Somebody left over takes the place of a member for whom there is room elsewhere."""
    for one in left:
        for members in groups:
            for place, other in enumerate(members):
                rest = members[:place] + members[place + 1 :]
                if table.value([*rest, one]) is None:
                    continue
                for elsewhere in groups:
                    if elsewhere is not members and _gain(table, elsewhere, other) is not None:
                        elsewhere.append(other)
                        members[place] = one
                        left.remove(one)
                        return True
    return False


def _anew(table: Table, groups: Groups, left: list[int]) -> bool:
    """A new circle of people left over, and of members whose circles stay large enough without them."""
    for first in left:
        members, taken_from = [first], dict[int, int]()
        spare = {id(group): len(group) - table.bounds.smallest for group in groups}
        others = [(one, None) for one in left if one != first]
        others += [(one, group) for group in groups for one in group if spare[id(group)] > 0]  # type: ignore[misc]
        for one, group in others:
            if len(members) == table.bounds.smallest:
                break
            if (group is None or spare[id(group)] > 0) and table.value([*members, one]) is not None:
                members.append(one)
                if group is not None:
                    spare[id(group)] -= 1
                    taken_from[one] = id(group)
        if len(members) == table.bounds.smallest:
            for group in groups:
                group[:] = [one for one in group if taken_from.get(one) != id(group)]
            groups.append(members)
            left[:] = [one for one in left if one not in members]
            return True
    return False


def _gain(table: Table, members: list[int], one: int) -> float | None:
    """What a circle with room would gain by one more; None where there is no room or it cannot be."""
    if len(members) >= table.bounds.largest:
        return None
    value = table.value([*members, one])
    return None if value is None else value - (table.value(members) or 0.0)
