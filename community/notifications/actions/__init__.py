"""What happens to notices, wishes and letters."""

from community.notifications.actions.calling import call_settling, call_tidying
from community.notifications.actions.forgetting import forget
from community.notifications.actions.letters import call_letters, letter_came_back, letter_went_out, promise_letters
from community.notifications.actions.reading import (
    count_unread,
    hold_inbox,
    mark_all_read,
    mark_read,
    mark_unread,
    note_seen,
    settle,
)
from community.notifications.actions.taking import mail_went_out, not_before, rename, take_in
from community.notifications.actions.timing import place_letter, set_letter_time, set_mail, set_rhythm
from community.notifications.actions.wishing import choose_way, hold_wishes, keep_quiet, set_wishes

__all__ = [
    "call_letters",
    "call_settling",
    "call_tidying",
    "choose_way",
    "count_unread",
    "forget",
    "hold_inbox",
    "hold_wishes",
    "keep_quiet",
    "letter_came_back",
    "letter_went_out",
    "mail_went_out",
    "mark_all_read",
    "mark_read",
    "mark_unread",
    "not_before",
    "note_seen",
    "place_letter",
    "promise_letters",
    "rename",
    "set_letter_time",
    "set_mail",
    "set_rhythm",
    "set_wishes",
    "settle",
    "take_in",
]
