"""What forming works with, and what it gives: who would like a circle, the bounds, the circles."""

from dataclasses import dataclass, field

REMOTE, IN_PERSON = 1, 2
WAYS = {"remote": REMOTE, "in_person": IN_PERSON, "either": REMOTE | IN_PERSON}


class Impossible(Exception):
    """These people cannot be in one circle. Why is not said: it may be a block."""


@dataclass(frozen=True)
class Seeker:
    """Somebody who would like a circle. `languages`: liked best first; `week`: when they have time (hours.week_of).

    `parted_from`: keys of the people whom a block, either way, parts from them. `waited`: how often they were left over before.
    """

    key: int
    languages: tuple[str, ...]
    week: int
    topics: frozenset[str] = frozenset()
    mode: str = "remote"
    place: str = ""
    cohorts: frozenset[int] = frozenset()
    programmes: frozenset[int] = frozenset()
    facilitates: bool = False
    parted_from: frozenset[int] = frozenset()
    waited: int = 0


@dataclass(frozen=True)
class Bounds:
    """How large the circles may be, how large they should be, and how long a meeting is in minutes."""

    smallest: int = 4
    wished: int = 6
    largest: int = 8
    minutes: int = 75

    def __post_init__(self) -> None:
        if not 2 <= self.smallest <= self.wished <= self.largest:
            raise ValueError("2 <= smallest <= wished <= largest does not hold")


@dataclass(frozen=True)
class Group:
    """One circle. `starts`: quarters of an hour of the week (UTC) in which a meeting of all can begin, as bits."""

    members: tuple[int, ...]
    language: str
    languages: tuple[str, ...]
    mode: str
    place: str
    topics: tuple[str, ...]  # shared by two or more, by the most first
    starts: int
    facilitators: tuple[int, ...]
    cohorts: int  # how many different ones

    @property
    def hours(self) -> float:
        """In how many hours of a week a meeting of all could begin."""
        return self.starts.bit_count() / 4


@dataclass(frozen=True)
class Formation:
    """Everybody on the list is in exactly one group, or in `left` with the reason. `quality`: 0 to 1, of all on the list."""

    groups: tuple[Group, ...]
    left: dict[int, str] = field(default_factory=dict)
    quality: float = 0.0

    @property
    def placed(self) -> int:
        """How many have a circle."""
        return sum(len(group.members) for group in self.groups)
