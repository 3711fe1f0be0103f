"""The mails about catch-ups: one module per resource."""

from community.catchups.mail.again import both_again
from community.catchups.mail.asking import asked, if_need_be, lapsed, not_now, other_times, waiting
from community.catchups.mail.catchups import agreed, cancelled, did_you_meet, moved, time_kept, tomorrow
from community.catchups.mail.introductions import introduced, introduction_accepted, waiting_for_either
from community.catchups.mail.messages import message

__all__ = [
    "agreed",
    "asked",
    "both_again",
    "cancelled",
    "did_you_meet",
    "if_need_be",
    "introduced",
    "introduction_accepted",
    "lapsed",
    "message",
    "moved",
    "not_now",
    "other_times",
    "time_kept",
    "tomorrow",
    "waiting",
    "waiting_for_either",
]
