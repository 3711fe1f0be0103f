"""The mails about catch-ups: one module per resource."""

from community.catchups.mail.catchups import (
    agreed,
    asked,
    cancelled,
    did_you_meet,
    lapsed,
    moved,
    not_now,
    other_times,
    time_kept,
    tomorrow,
    waiting,
)

__all__ = [
    "agreed",
    "asked",
    "cancelled",
    "did_you_meet",
    "lapsed",
    "moved",
    "not_now",
    "other_times",
    "time_kept",
    "tomorrow",
    "waiting",
]
