"""The tables of catch-ups: one module per resource."""

from community.catchups.models.again import NO, YES, AgainWish
from community.catchups.models.catchups import (
    ANSWERS,
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
from community.catchups.models.introductions import LONGEST_REASON, Introduction, IntroductionSide
from community.catchups.models.messages import EDIT_WITHIN, LONGEST_MESSAGE, STAYS_OPEN, CatchUpMessage

__all__ = [
    "ANSWERS",
    "EDIT_WITHIN",
    "KINDS",
    "LENGTHS",
    "LONGEST_MESSAGE",
    "LONGEST_PLACE",
    "LONGEST_REASON",
    "LONGEST_TOPIC",
    "LONGEST_WORDS",
    "MODES",
    "MOST_TIMES",
    "NO",
    "STATES",
    "STAYS_OPEN",
    "YES",
    "AgainWish",
    "CatchUp",
    "CatchUpAnswer",
    "CatchUpMessage",
    "CatchUpTime",
    "Introduction",
    "IntroductionSide",
]
