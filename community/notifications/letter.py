"""What stands in a letter: four sections, a dozen lines, and what its subject tells. Pure functions on lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from community.core.letter import COMING, PEOPLE, REACH, Line

WAITS = "waits"
# The order of the sections, and how many lines each may have before what others leave is given away.
SHARES = {WAITS: 4, PEOPLE: 4, COMING: 3, REACH: 1}
MOST = sum(SHARES.values())


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a letter, and how many more of its kind there are than it shows."""

    name: str
    lines: Sequence[Line]
    left_out: int


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter: its sections, the line its subject tells, and how many others it tells of."""

    sections: Sequence[Section]
    first: Line
    others: int
    left_out: int

    def has(self, section: str) -> bool:
        """Whether a section has something to say."""
        return any(one.name == section for one in self.sections)


def is_worth_it(said: Mapping[str, Sequence[Line]]) -> bool:
    """Whether any of these lines, by section, is worth a letter by itself."""
    return any(line.alone for lines in said.values() for line in lines)


def arrange(said: Mapping[str, Sequence[Line]], unsaid: int = 0) -> Letter:
    """The letter that says these lines; at least one is worth a letter, and the first of those is what its subject tells.

    `unsaid`: how many things more are on the site that nobody has put into lines.
    """
    first = next(line for section in SHARES for line in said.get(section, ()) if line.alone)
    counts = {section: len(said.get(section, ())) for section in SHARES}
    room = _room(counts)
    sections = [Section(one, said[one][: room[one]], counts[one] - room[one]) for one in SHARES if counts[one]]
    left_out = sum(section.left_out for section in sections if section.name != REACH) + unsaid
    return Letter(sections, first, sum(counts.values()) - 1 + unsaid, left_out)


def _room(counts: Mapping[str, int]) -> dict[str, int]:
    """How many lines each section gets: its share, and what others leave of theirs, the first one first. To reach out to: one."""
    room = {section: min(counts[section], share) for section, share in SHARES.items()}
    for section in (WAITS, PEOPLE, COMING):
        room[section] += min(counts[section] - room[section], MOST - sum(room.values()))
    return room
