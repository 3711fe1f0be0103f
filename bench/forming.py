"""How good formed circles are, beside three simple ways, on made-up lists: `python -m bench.forming`, and a part of `make bench`.

"chunks": people in random order, cut into sixes. "by language": people grouped by the language they named first, then cut.
"first fit": each into the first circle with room that they can be in. Circles that nobody could be in (no language, no hour, a block) count as nothing, as do people in none.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from random import Random

from community.circles.forming import Bounds, Formation, Seeker, form, week_of
from community.circles.forming.scoring import Table

ON = datetime(2026, 3, 2, 12, tzinfo=UTC)
BOUNDS = Bounds()
# Where people of an international programme live, how many, and what they speak.
PLACES = [
    ("Europe/Berlin", 5, ("de", "en"), ("en",), ("en", "de")),
    ("Europe/Madrid", 4, ("es", "en"), ("es",), ("ca", "es", "en")),
    ("America/Mexico_City", 3, ("es",), ("es", "en")),
    ("America/New_York", 4, ("en",), ("en", "es")),
    ("Africa/Nairobi", 3, ("sw", "en"), ("en", "fr")),
    ("Asia/Kathmandu", 3, ("ne", "en"), ("en", "hi")),
    ("Asia/Tokyo", 2, ("ja", "en"), ("ja",)),
    ("America/Sao_Paulo", 3, ("pt", "en"), ("pt", "es")),
    ("Europe/Paris", 3, ("fr", "en"), ("fr",)),
]
TOPICS = [f"topic {number}" for number in range(14)]
SIZES = (24, 60, 120, 500)
Way = Callable[[list[Seeker], int], list[list[int]]]


def people(number: int, seed: int) -> list[Seeker]:
    """A list of people as they come: most have the evenings, some one only; topics follow fashions; blocks are rare."""
    random = Random(seed)
    found = []
    for key in range(number):
        zone, _, *tongues = random.choices(PLACES, weights=[place[1] for place in PLACES])[0]
        parts = random.sample(("early", "morning", "afternoon", "evening", "evening", "late"), random.randint(1, 3))
        days = random.sample(range(7), random.randint(3, 6))
        codes = [f"{day}-{part}" for day in days for part in {*parts}]
        cohort = random.randrange(12)
        found.append(
            Seeker(
                key=key, languages=random.choice(tongues), week=week_of(codes, zone, ON),
                topics=frozenset(random.choices(TOPICS, weights=range(14, 0, -1), k=random.randint(1, 4))),
                cohorts=frozenset({cohort}), programmes=frozenset({cohort // 3}), facilitates=random.random() < 0.2,
                parted_from=frozenset({random.randrange(number)}) if random.random() < 0.03 else frozenset(),
            )
        )  # fmt: skip
    return found


def chunks(seekers: list[Seeker], seed: int) -> list[list[int]]:
    """Random order, cut into pieces of the wished size."""
    order = list(range(len(seekers)))
    Random(seed).shuffle(order)
    return _cut(order)


def by_language(seekers: list[Seeker], seed: int) -> list[list[int]]:
    """Random order within the language each named first, cut into pieces."""
    order = list(range(len(seekers)))
    Random(seed).shuffle(order)
    order.sort(key=lambda one: seekers[one].languages[0])
    return [piece for _, some in groupby(order, lambda one: seekers[one].languages[0]) for piece in _cut(list(some))]


def first_fit(seekers: list[Seeker], seed: int) -> list[list[int]]:
    """Each, in random order, into the first circle with room that they can be in: what a patient person does by hand."""
    order, groups, table = list(range(len(seekers))), list[list[int]](), Table(seekers, BOUNDS)
    Random(seed).shuffle(order)
    for one in order:
        fits = (group for group in groups if len(group) < BOUNDS.wished and table.value([*group, one]) is not None)
        group = next(fits, None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return groups


def _cut(order: list[int]) -> list[list[int]]:
    """Pieces of the wished size; a short rest is spread over the others as far as they may grow."""
    pieces = [order[start : start + BOUNDS.wished] for start in range(0, len(order), BOUNDS.wished)]
    if len(pieces) > 1 and len(pieces[-1]) < BOUNDS.smallest:
        rest = pieces.pop()
        for number, one in enumerate(rest):
            pieces[number % len(pieces)].append(one)
    return pieces


@dataclass(frozen=True)
class Found:
    """What came of one way on one list."""

    placed: float  # the share of people in a circle that can be
    hours: float  # mean hours a week in which a circle can meet
    topic: float  # the share of circles with a topic that half of them share
    led: float  # the share of circles with somebody who would facilitate
    quality: float
    seconds: float = 0.0


def judged(seekers: list[Seeker], groups: list[list[int]]) -> Found:
    """A way's groups by the measure of the product; those that cannot be count as nothing."""
    table = Table(seekers, BOUNDS)
    good = [
        members
        for members in groups
        if BOUNDS.smallest <= len(members) <= BOUNDS.largest and table.value(members) is not None
    ]
    placed = {one for members in good for one in members}
    told = [table.describe(members) for members in good]
    number = max(1, len(told))
    return Found(
        placed=len(placed) / len(seekers),
        hours=sum(group.hours for group in told) / number,
        topic=sum(_half_share_one(seekers, group.members) for group in told) / number,
        led=sum(bool(group.facilitators) for group in told) / number,
        quality=table.quality(good, [one for one in range(len(seekers)) if one not in placed]),
    )


def ours(seekers: list[Seeker], seed: int) -> list[list[int]]:
    """What the product does."""
    return _members(form(seekers, BOUNDS, seed))


def grown_only(seekers: list[Seeker], seed: int) -> list[list[int]]:
    """The same without annealing."""
    return _members(form(seekers, BOUNDS, seed, moves=0))


WAYS: dict[str, Way] = {
    "chunks": chunks,
    "by language": by_language,
    "first fit": first_fit,
    "grown": grown_only,
    "formed": ours,
}


def measure(number: int, seed: int) -> dict[str, Found]:
    """All ways on one list."""
    seekers = people(number, seed)
    found = {}
    for name, way in WAYS.items():
        start = time.perf_counter()
        groups = way(seekers, seed)
        judgement = judged(seekers, groups)
        found[name] = Found(**{**vars(judgement), "seconds": time.perf_counter() - start})
    return found


def _members(formation: Formation) -> list[list[int]]:
    return [list(group.members) for group in formation.groups]


def _half_share_one(seekers: list[Seeker], members: tuple[int, ...]) -> bool:
    return any(sum(topic in seekers[one].topics for one in members) * 2 >= len(members) for topic in TOPICS)


def main() -> None:
    """Print the table."""
    print("\ncircles formed from a list")
    print(f"{'people':>7}  {'way':12}{'placed':>8}{'hours':>8}{'a topic':>9}{'led':>7}{'quality':>9}{'seconds':>9}")
    for number in SIZES:
        for name, found in measure(number, seed=7).items():
            print(
                f"{number:7}  {name:12}{found.placed:8.0%}{found.hours:8.1f}{found.topic:9.0%}{found.led:7.0%}"
                f"{found.quality:9.3f}{found.seconds:9.2f}"
            )


if __name__ == "__main__":
    main()
