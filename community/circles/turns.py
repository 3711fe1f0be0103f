"""Whose turn it is to lead a meeting. Knows neither Flask nor the database.

In a circle that takes turns everybody leads who is not still learning it; otherwise the facilitator does, and whoever has come
so far on the steps into facilitating. Next is who led longest ago, or never; among equals who came first. Whoever is on an
earlier step leads together with them, or watches closely, in turn likewise.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Mate:
    """A member. `step` is how far they are on the way into facilitating: shadow, co_facilitate, lead, or None."""

    person_id: int
    step: str | None = None


@dataclass(frozen=True)
class Turn:
    """Who leads a meeting, who leads together with them, and who watches."""

    lead_id: int | None
    co_id: int | None = None
    shadow_id: int | None = None


def planned(
    mates: Sequence[Mate], past: Sequence[Turn], count: int, *, facilitator_id: int | None, takes_turns: bool
) -> list[Turn]:
    """The turns of the next `count` meetings.

    `mates`: the members, in the order in which they came; `past`: the turns before, earliest first, planned ones too.
    """
    leading = [mate.person_id for mate in mates if _leads(mate, facilitator_id, takes_turns)]
    turns = list(past)
    for _ in range(count):
        turns.append(
            Turn(
                _in_turn(leading, [turn.lead_id for turn in turns]),
                _in_turn(_at(mates, "co_facilitate", facilitator_id), [turn.co_id for turn in turns]),
                _in_turn(_at(mates, "shadow", facilitator_id), [turn.shadow_id for turn in turns]),
            )
        )
    return turns[len(past) :]


def _leads(mate: Mate, facilitator_id: int | None, takes_turns: bool) -> bool:
    return mate.person_id == facilitator_id or mate.step == "lead" or (takes_turns and mate.step is None)


def _at(mates: Sequence[Mate], step: str, facilitator_id: int | None) -> list[int]:
    return [mate.person_id for mate in mates if mate.step == step and mate.person_id != facilitator_id]


def _in_turn(candidates: Sequence[int], before: Sequence[int | None]) -> int | None:
    """Of the candidates the one whose last time is longest ago; who never did comes first."""
    last = {person_id: number for number, person_id in enumerate(before)}
    return min(candidates, key=lambda one: last.get(one, -1), default=None)
