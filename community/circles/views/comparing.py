"""Two versions of a charter beside each other, part by part."""

from dataclasses import dataclass
from typing import Any

from community.circles.charter_texts import HEADINGS
from community.circles.difference import SAME, Piece, difference
from community.circles.models import PARTS, Charter


@dataclass(frozen=True)
class ComparedPart:
    """A part with what is different in it."""

    name: str
    heading: Any
    pieces: list[Piece]

    @property
    def is_changed(self) -> bool:
        """Whether anything in it is different."""
        return any(piece.kind != SAME for piece in self.pieces)


@dataclass(frozen=True)
class Compared:
    """What a version changed of another."""

    number: int
    parts: list[ComparedPart]
    reading: bool | None

    @property
    def changed(self) -> list[ComparedPart]:
        """The parts in which something is different."""
        return [part for part in self.parts if part.is_changed]


def compared(before: Charter, after: Charter) -> Compared:
    """What `after` changed of `before`. `reading`: what newcomers may read now, if that changed."""
    told = [
        ComparedPart(part, HEADINGS[part], difference(getattr(before, part), getattr(after, part))) for part in PARTS
    ]
    changed = before.newcomers_read_all != after.newcomers_read_all
    return Compared(before.number, told, after.newcomers_read_all if changed else None)
