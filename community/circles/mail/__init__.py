"""Mails about circles, composed at the moment of sending: one module for each resource."""

from community.circles.mail.joining import answered, asked, invited, joined, place_kept
from community.circles.mail.openings import opened, opening_asked, opening_declined
from community.circles.mail.reports import report_answered, reported

__all__ = [
    "answered",
    "asked",
    "invited",
    "joined",
    "opened",
    "opening_asked",
    "opening_declined",
    "place_kept",
    "report_answered",
    "reported",
]
