"""How good a circle is, and whether it can be at all: everything about people as bits, because it is asked a hundred thousand times."""

from collections import Counter
from collections.abc import Iterable, Sequence

from community.circles.forming.hours import WHOLE_WEEK, starts_in
from community.circles.forming.people import IN_PERSON, REMOTE, WAYS, Bounds, Group, Impossible, Seeker

# What a circle's quality is made of; together 1.
HOURS, TOPIC, MIX, FACILITATOR = 0.30, 0.30, 0.20, 0.20
ENOUGH_HOURS = 8  # a week in which a meeting could begin: more is no better
FROM_WISHED_SIZE = 0.03  # what each person more or fewer than wished takes off


class Table:
    """The people of one forming by number, with what is asked of them again and again."""

    def __init__(self, seekers: Sequence[Seeker], bounds: Bounds) -> None:
        self.seekers, self.bounds = seekers, bounds
        self.languages = _as_bits([one.languages for one in seekers])
        self.starts = [starts_in(one.week, bounds.minutes) for one in seekers]
        self.ways = [WAYS[one.mode] & (REMOTE if not one.place else REMOTE | IN_PERSON) for one in seekers]
        self.places = [one.place for one in seekers]
        self.topics = [tuple(sorted(one.topics)) for one in seekers]
        self.cohorts = _as_bits([one.cohorts for one in seekers])
        self.programmes = _as_bits([one.programmes for one in seekers])
        number_of = {one.key: number for number, one in enumerate(seekers)}
        self.parted = [
            sum(1 << number_of[key] for key in one.parted_from if key in number_of and key != one.key)
            for one in seekers
        ]
        for number, mask in enumerate(list(self.parted)):  # a block works both ways, whoever told of it
            for other in bits_of(mask):
                self.parted[other] |= 1 << number

    def starts_together(self, members: Iterable[int]) -> int | None:
        """When these people could begin a meeting; None when they cannot be in one circle, whatever their number."""
        languages, starts, ways, present, parted = -1, WHOLE_WEEK, REMOTE | IN_PERSON, 0, 0
        places = set()
        for one in members:
            languages &= self.languages[one]
            starts &= self.starts[one]
            ways &= self.ways[one]
            present |= 1 << one
            parted |= self.parted[one]
            places.add(self.places[one])
        if not languages or present & parted:
            return None
        meets = (ways & REMOTE and starts) or (ways & IN_PERSON and len(places) == 1)
        return starts if meets else None

    def value(self, members: Sequence[int]) -> float | None:
        """How good this circle is times its size; None when it cannot be. Sizes are the caller's to keep."""
        starts = self.starts_together(members)
        if starts is None:
            return None
        size = len(members)
        enough = min(1.0, starts.bit_count() / (4 * ENOUGH_HOURS)) ** 0.5
        leads = any(self.seekers[one].facilitates for one in members)
        quality = HOURS * enough + TOPIC * self._topic(members) + MIX * self._mix(members) + FACILITATOR * leads
        return size * (quality - FROM_WISHED_SIZE * abs(size - self.bounds.wished))

    def quality(self, groups: Sequence[Sequence[int]], left: Sequence[int]) -> float:
        """Between 0 and 1 for everybody on the list; who is left over counts as nothing."""
        number = sum(map(len, groups)) + len(left)
        return max(0.0, sum(self.value(members) or 0.0 for members in groups) / number) if number else 0.0

    def _topic(self, members: Sequence[int]) -> float:
        """How many of them share the topic that most of them share; somebody alone with it shares nothing."""
        if len(members) < 2:
            return 0.0
        counted: dict[str, int] = {}
        for one in members:
            for topic in self.topics[one]:
                counted[topic] = counted.get(topic, 0) + 1
        return (max(counted.values(), default=1) - 1) / (len(members) - 1)

    def _mix(self, members: Sequence[int]) -> float:
        """The share of pairs from different cohorts; two of one programme count half."""
        size, mixed = len(members), 0.0
        if size < 2:
            return 0.0
        for place, one in enumerate(members):
            cohorts, programmes = self.cohorts[one], self.programmes[one]
            for other in members[place + 1 :]:
                if not cohorts & self.cohorts[other]:
                    mixed += 0.5 if programmes & self.programmes[other] else 1.0
        return mixed / (size * (size - 1) / 2)

    def describe(self, members: Sequence[int]) -> Group:
        """A circle in full. Refuses (Impossible) people who cannot be in one together."""
        starts = self.starts_together(members) if members else None
        if starts is None:
            raise Impossible
        people = [self.seekers[one] for one in members]
        common = [code for code in people[0].languages if all(code in one.languages for one in people)]
        liked = sorted(common, key=lambda code: (sum(one.languages.index(code) for one in people), code))
        mode, place = self._where(members, starts)
        topics = Counter(topic for one in people for topic in one.topics)
        return Group(
            members=tuple(sorted(one.key for one in people)), language=liked[0], languages=tuple(liked), mode=mode,
            place=place, starts=starts, facilitators=tuple(sorted(one.key for one in people if one.facilitates)),
            topics=tuple(sorted((topic for topic in topics if topics[topic] > 1), key=lambda topic: (-topics[topic], topic))),
            cohorts=len(frozenset[int]().union(*(one.cohorts for one in people))),
        )  # fmt: skip

    def _where(self, members: Sequence[int], starts: int) -> tuple[str, str]:
        ways = REMOTE | IN_PERSON
        for one in members:
            ways &= self.ways[one]
        near = bool(ways & IN_PERSON) and len({self.places[one] for one in members}) == 1
        far = bool(ways & REMOTE and starts)
        mode = "either" if near and far else "in_person" if near else "remote"
        return mode, self.places[members[0]] if near else ""


def bits_of(mask: int) -> list[int]:
    """The numbers of the bits that are set."""
    found = []
    while mask:
        lowest = mask & -mask
        found.append(lowest.bit_length() - 1)
        mask ^= lowest
    return found


def _as_bits(sets: Sequence[Iterable[object]]) -> list[int]:
    """Each set as a number in which every value has its own bit."""
    number_of: dict[object, int] = {}
    return [sum(1 << number_of.setdefault(value, len(number_of)) for value in set(values)) for values in sets]
