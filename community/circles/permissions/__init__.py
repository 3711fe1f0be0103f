"""Who may see and do what with circles: one module for each resource."""

from community.circles.permissions.circles import (
    BELONG,
    FACILITATE,
    READ_CIRCLE,
    SEE_CIRCLE,
    WRITE_IN_CIRCLE,
    visible_to,
)
from community.circles.permissions.discussion import CHANGE_POST, OPEN_CIRCLE, REACT, REPLY, SEE_POST, Opened
from community.circles.permissions.meetings import (
    ANSWER_MEETING,
    CHANGE_MEETING,
    SEE_MEETING,
    TELL_ATTENDANCE,
    WRITE_AGENDA,
    WRITE_NOTES,
    meetings_visible_to,
)
from community.circles.permissions.openings import (
    ANSWER_OPENING,
    ASK_OPENING,
    CLOSE_OPENING,
    LOOK_INSIDE,
    SEE_OPENING,
)
from community.circles.permissions.reports import ANSWER_REPORT, SEE_REPORT, TELL_COORDINATORS

__all__ = [
    "ANSWER_MEETING",
    "ANSWER_OPENING",
    "ANSWER_REPORT",
    "ASK_OPENING",
    "BELONG",
    "CHANGE_MEETING",
    "CHANGE_POST",
    "CLOSE_OPENING",
    "FACILITATE",
    "LOOK_INSIDE",
    "OPEN_CIRCLE",
    "REACT",
    "READ_CIRCLE",
    "REPLY",
    "SEE_CIRCLE",
    "SEE_MEETING",
    "SEE_OPENING",
    "SEE_POST",
    "SEE_REPORT",
    "TELL_ATTENDANCE",
    "TELL_COORDINATORS",
    "WRITE_AGENDA",
    "WRITE_IN_CIRCLE",
    "WRITE_NOTES",
    "Opened",
    "meetings_visible_to",
    "visible_to",
]
