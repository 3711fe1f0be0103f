"""Everything that changes a catch-up: asking, answering, meeting, and what the clock or a block does to it."""

from community.catchups.actions.answering import accept, propose, say_not_now, withdraw
from community.catchups.actions.asking import ask, reason_not_to_ask
from community.catchups.actions.ending import end_all_of, end_between, lapse
from community.catchups.actions.meeting import cancel, set_place, tell

__all__ = [
    "accept",
    "ask",
    "cancel",
    "end_all_of",
    "end_between",
    "lapse",
    "propose",
    "reason_not_to_ask",
    "say_not_now",
    "set_place",
    "tell",
    "withdraw",
]
