"""What happens to notices, wishes and letters."""

from community.notifications.actions.reading import count_unread
from community.notifications.actions.taking import not_before, take_in
from community.notifications.actions.wishing import hold_wishes

__all__ = ["count_unread", "hold_wishes", "not_before", "take_in"]
