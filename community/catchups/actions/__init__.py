"""Everything that changes a catch-up: asking, answering, meeting, and what the clock or a block does to it."""

from community.catchups.actions.again import say_again
from community.catchups.actions.answering import accept, answer, propose, withdraw
from community.catchups.actions.asking import ask, reason_not_to_ask, suggestion_for
from community.catchups.actions.declining import say_not_now
from community.catchups.actions.ending import end_all_of, end_between, lapse
from community.catchups.actions.introducing import (
    answer_introduction,
    introduce,
    reason_not_to_introduce,
    settle_introduction,
)
from community.catchups.actions.meeting import cancel, correct, set_place, tell
from community.catchups.actions.talking import (
    edit_message,
    reason_not_to_write,
    running_with,
    take_message_back,
    write,
    write_first,
)

__all__ = [
    "accept",
    "answer",
    "answer_introduction",
    "ask",
    "cancel",
    "correct",
    "edit_message",
    "end_all_of",
    "end_between",
    "introduce",
    "lapse",
    "propose",
    "reason_not_to_ask",
    "reason_not_to_introduce",
    "reason_not_to_write",
    "running_with",
    "say_again",
    "say_not_now",
    "set_place",
    "settle_introduction",
    "suggestion_for",
    "take_message_back",
    "tell",
    "withdraw",
    "write",
    "write_first",
]
