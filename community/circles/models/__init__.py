"""The tables of circles: one module for each resource."""

from community.circles.models.charters import LONGEST_PART, PARTS, Charter, CharterSignature
from community.circles.models.circles import (
    ASKED,
    CLOSING,
    DECLINED,
    ENDED,
    IN,
    INVITED,
    JOINING,
    LARGEST,
    LEFT,
    LENGTHS,
    LONGEST_NAME,
    LONGEST_PLACE,
    LONGEST_PURPOSE,
    LONGEST_TOPIC,
    LONGEST_WORDS,
    MEMBER_STATES,
    MODES,
    MOST_MEETINGS,
    MOST_TOPICS,
    OFFERED,
    REMOVED,
    RHYTHMS,
    RUNNING,
    SMALLEST,
    STATES,
    STEPS,
    USUAL_MEETINGS,
    USUAL_MINUTES,
    USUAL_SIZE,
    WAITING,
    Circle,
    CircleMember,
)

__all__ = [
    "ASKED", "CLOSING", "DECLINED", "ENDED", "IN", "INVITED", "JOINING", "LARGEST", "LEFT", "LENGTHS", "LONGEST_NAME",
    "LONGEST_PART", "LONGEST_PLACE", "LONGEST_PURPOSE", "LONGEST_TOPIC", "LONGEST_WORDS", "MEMBER_STATES", "MODES",
    "MOST_MEETINGS", "MOST_TOPICS", "OFFERED", "PARTS", "REMOVED", "RHYTHMS", "RUNNING", "SMALLEST", "STATES", "STEPS",
    "USUAL_MEETINGS", "USUAL_MINUTES", "USUAL_SIZE", "WAITING", "Charter", "CharterSignature", "Circle", "CircleMember",
]  # fmt: skip
