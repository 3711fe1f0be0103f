"""Questions to the inbox, to what its owner wishes, and to what waits for a letter."""

from community.notifications.queries.notices import (
    Earlier,
    by_public_id,
    earlier_about,
    inbox,
    mails_since,
    notice_of_mail,
    unread_about,
)
from community.notifications.queries.wishes import way_chosen, ways_of, wishes_held, wishes_of

__all__ = [
    "Earlier",
    "by_public_id",
    "earlier_about",
    "inbox",
    "mails_since",
    "notice_of_mail",
    "unread_about",
    "way_chosen",
    "ways_of",
    "wishes_held",
    "wishes_of",
]
