"""Mails about circles, composed at the moment of sending: one module for each resource."""

from community.circles.mail.ending import both_wish, closing, ended
from community.circles.mail.joining import answered, asked, invited, joined, place_kept
from community.circles.mail.openings import opened, opening_asked, opening_declined
from community.circles.mail.polls import poll
from community.circles.mail.promises import promise
from community.circles.mail.reports import report_answered, reported

__all__ = [
    "answered",
    "asked",
    "both_wish",
    "closing",
    "ended",
    "invited",
    "joined",
    "opened",
    "opening_asked",
    "opening_declined",
    "place_kept",
    "poll",
    "promise",
    "report_answered",
    "reported",
]
