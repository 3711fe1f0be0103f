"""What follows from what happened: for inboxes, and for letters."""

from community.notifications.subscribers.inboxes import (
    answered_by_mail,
    back_again,
    blocked,
    circle_ended,
    circle_left,
    inbox_doubted,
    inboxes_doubted,
    look_for_name,
    milestone_out_of_sight,
    out_of_sight,
    outlived,
    went_quiet,
    words_taken_back,
)
from community.notifications.subscribers.letters import clock_changed, letter_refused, letters_due

__all__ = [
    "answered_by_mail",
    "back_again",
    "blocked",
    "circle_ended",
    "circle_left",
    "clock_changed",
    "inbox_doubted",
    "inboxes_doubted",
    "letter_refused",
    "letters_due",
    "look_for_name",
    "milestone_out_of_sight",
    "out_of_sight",
    "outlived",
    "went_quiet",
    "words_taken_back",
]
