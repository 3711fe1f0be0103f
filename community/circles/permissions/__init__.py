"""Who may see and do what with circles: one module for each resource."""

from community.circles.permissions.charters import SEE_CHARTER, WRITE_CHARTER
from community.circles.permissions.checkins import (
    ANSWER_QUESTION,
    ASK_CHECKIN,
    READ_CHECKIN_ANSWER,
    SEE_QUESTION,
    TAKE_QUESTION_BACK,
)
from community.circles.permissions.circles import (
    BELONG,
    FACILITATE,
    READ_CIRCLE,
    SEE_CIRCLE,
    WRITE_IN_CIRCLE,
    visible_to,
)
from community.circles.permissions.discussion import CHANGE_POST, OPEN_CIRCLE, REACT, REPLY, SEE_POST, Opened
from community.circles.permissions.ending import (
    BEGIN_CLOSING,
    CALL_OFF_CLOSING,
    PART_WELL,
    READ_CLOSING_WORDS,
    WRITE_CLOSING,
)
from community.circles.permissions.joining import KNOCK, OWN_PLACE, PENDING, RECEIVE, WELCOME
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
from community.circles.permissions.people import (
    END_STANDING_IN,
    END_THE_ASKING,
    ENTRUST,
    LET_GO,
    MOVE_ON,
    READ_FAREWELL,
    SEE_MEMBER,
    TAKE_OVER,
    TRY_FACILITATING,
)
from community.circles.permissions.polls import ANSWER_POLL, SEE_POLL, SETTLE_POLL
from community.circles.permissions.promises import CHANGE_PROMISE, SEE_PROMISE
from community.circles.permissions.reports import ANSWER_REPORT, SEE_REPORT, TELL_COORDINATORS

__all__ = [
    "ANSWER_MEETING",
    "ANSWER_OPENING",
    "ANSWER_POLL",
    "ANSWER_QUESTION",
    "ANSWER_REPORT",
    "ASK_CHECKIN",
    "ASK_OPENING",
    "BEGIN_CLOSING",
    "BELONG",
    "CALL_OFF_CLOSING",
    "CHANGE_MEETING",
    "CHANGE_POST",
    "CHANGE_PROMISE",
    "CLOSE_OPENING",
    "END_STANDING_IN",
    "END_THE_ASKING",
    "ENTRUST",
    "FACILITATE",
    "KNOCK",
    "LET_GO",
    "LOOK_INSIDE",
    "MOVE_ON",
    "OPEN_CIRCLE",
    "OWN_PLACE",
    "PART_WELL",
    "PENDING",
    "REACT",
    "READ_CHECKIN_ANSWER",
    "READ_CIRCLE",
    "READ_CLOSING_WORDS",
    "READ_FAREWELL",
    "RECEIVE",
    "REPLY",
    "SEE_CHARTER",
    "SEE_CIRCLE",
    "SEE_MEETING",
    "SEE_MEMBER",
    "SEE_OPENING",
    "SEE_POLL",
    "SEE_POST",
    "SEE_PROMISE",
    "SEE_QUESTION",
    "SEE_REPORT",
    "SETTLE_POLL",
    "TAKE_OVER",
    "TAKE_QUESTION_BACK",
    "TELL_ATTENDANCE",
    "TELL_COORDINATORS",
    "TRY_FACILITATING",
    "WELCOME",
    "WRITE_AGENDA",
    "WRITE_CHARTER",
    "WRITE_CLOSING",
    "WRITE_IN_CIRCLE",
    "WRITE_NOTES",
    "Opened",
    "meetings_visible_to",
    "visible_to",
]
