"""The tables of catch-ups: one module per resource."""

from community.catchups.models.catchups import (
    KINDS,
    LENGTHS,
    LONGEST_PLACE,
    LONGEST_TOPIC,
    LONGEST_WORDS,
    MODES,
    MOST_TIMES,
    STATES,
    CatchUp,
    CatchUpAnswer,
    CatchUpTime,
)

__all__ = [
    "KINDS",
    "LENGTHS",
    "LONGEST_PLACE",
    "LONGEST_TOPIC",
    "LONGEST_WORDS",
    "MODES",
    "MOST_TIMES",
    "STATES",
    "CatchUp",
    "CatchUpAnswer",
    "CatchUpTime",
]
