"""What happens to notices, wishes and letters."""

from community.notifications.actions.reading import (
    count_unread,
    hold_inbox,
    mark_all_read,
    mark_read,
    mark_unread,
    note_seen,
    settle,
)
from community.notifications.actions.taking import not_before, take_in
from community.notifications.actions.wishing import choose_way, hold_wishes, set_wishes

__all__ = [
    "choose_way",
    "count_unread",
    "hold_inbox",
    "hold_wishes",
    "mark_all_read",
    "mark_read",
    "mark_unread",
    "not_before",
    "note_seen",
    "set_wishes",
    "settle",
    "take_in",
]
