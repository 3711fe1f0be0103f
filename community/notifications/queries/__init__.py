"""Questions to the inbox, to what its owner wishes, and to what waits for a letter."""

from community.notifications.queries.notices import mails_since, notice_of_mail
from community.notifications.queries.wishes import way_chosen, ways_of, wishes_held, wishes_of

__all__ = ["mails_since", "notice_of_mail", "way_chosen", "ways_of", "wishes_held", "wishes_of"]
