"""What happens to notices, wishes and letters."""

from community.notifications.actions.reading import count_unread
from community.notifications.actions.taking import not_before, take_in
from community.notifications.actions.wishing import choose_way, hold_wishes, set_wishes

__all__ = ["choose_way", "count_unread", "hold_wishes", "not_before", "set_wishes", "take_in"]
