"""Questions to the inbox, to what its owner wishes, and to what waits for a letter."""

from community.notifications.queries.doubted import (
    ids_of,
    naming,
    of_mail_about,
    outlived,
    owners_about,
    owners_naming,
    owners_of_unread,
    with_mails,
)
from community.notifications.queries.letters import (
    kept_for,
    kept_notices,
    letter_by_mail_id,
    state_of_letter,
    told_of,
    who_has_no_hour,
    whose_hour_has_come,
)
from community.notifications.queries.notices import (
    Earlier,
    by_public_id,
    earlier_about,
    inbox,
    mails_since,
    notice_of_mail,
    owners_and_things,
    state_of_mail,
    unread_about,
)
from community.notifications.queries.wishes import way_chosen, ways_of, wishes_held, wishes_of

__all__ = [
    "Earlier",
    "by_public_id",
    "earlier_about",
    "ids_of",
    "inbox",
    "kept_for",
    "kept_notices",
    "letter_by_mail_id",
    "mails_since",
    "naming",
    "notice_of_mail",
    "of_mail_about",
    "outlived",
    "owners_about",
    "owners_and_things",
    "owners_naming",
    "owners_of_unread",
    "state_of_letter",
    "state_of_mail",
    "told_of",
    "unread_about",
    "way_chosen",
    "ways_of",
    "who_has_no_hour",
    "whose_hour_has_come",
    "wishes_held",
    "wishes_of",
    "with_mails",
]
