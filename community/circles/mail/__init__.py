"""Mails about circles, composed at the moment of sending: one module for each resource."""

from community.circles.mail.charters import charter_changed, charter_review
from community.circles.mail.discussion import called
from community.circles.mail.ending import both_wish, closing, ended
from community.circles.mail.forming import (
    no_place,
)
from community.circles.mail.joining import answered, asked, invited, joined, place_kept
from community.circles.mail.meetings import meeting, meeting_cancelled, meeting_soon, meetings_gone, series
from community.circles.mail.openings import opened, opening_asked, opening_declined
from community.circles.mail.people import (
    facilitating_asked,
    facilitator_needed,
    follows_as_facilitator,
    let_go,
    stand_in_named,
)
from community.circles.mail.polls import poll
from community.circles.mail.promises import promise
from community.circles.mail.reports import report_answered, reported

__all__ = [
    "answered",
    "asked",
    "both_wish",
    "called",
    "charter_changed",
    "charter_review",
    "closing",
    "ended",
    "facilitating_asked",
    "facilitator_needed",
    "follows_as_facilitator",
    "invited",
    "joined",
    "let_go",
    "meeting",
    "meeting_cancelled",
    "meeting_soon",
    "meetings_gone",
    "no_place",
    "opened",
    "opening_asked",
    "opening_declined",
    "place_kept",
    "poll",
    "promise",
    "report_answered",
    "reported",
    "series",
    "stand_in_named",
]
