"""What is done with circles: one module for each resource."""

from community.circles.actions.attending import answer_meeting, tell_attendance, tell_presence
from community.circles.actions.charters import keep_charter, sign_charter, write_charter
from community.circles.actions.checkins import answer_question, ask_question, take_question_back
from community.circles.actions.ending import begin_closing, call_off_closing, end_closings_over, write_closing
from community.circles.actions.facilitating import (
    ask_to_take_over,
    end_standing_in,
    end_the_asking,
    move_on,
    name_stand_in,
    nobody_facilitates,
    take_over,
    try_facilitating,
)
from community.circles.actions.forming import (
    ask_forming,
    ask_forming_again,
    drop_draft,
    forget_old_formings,
    move_in_draft,
    move_into_new_group,
)
from community.circles.actions.inviting import invite, invite_to, reason_not_to_invite, take_invitation_back
from community.circles.actions.joining import answer_place, answer_request, ask, join, reason_not_to_ask, wait, withdraw
from community.circles.actions.leaving import leave, leave_everything, remove
from community.circles.actions.meetings import plan
from community.circles.actions.openings import ask_opening, close_opening, decline_opening, note_look, open_circle
from community.circles.actions.overseeing import ask_its_members, close_abandoned, propose_facilitator
from community.circles.actions.parting import renew, wish_ties
from community.circles.actions.polls import answer_poll, drop_poll, open_poll, settle_poll
from community.circles.actions.preparing import give_roles, write_agenda, write_notes
from community.circles.actions.promises import (
    keep_promise,
    let_promises_rest,
    make_promise,
    move_promise,
    remind_of_promises,
    take_promise_back,
)
from community.circles.actions.releasing import (
    release,
)
from community.circles.actions.reminding import remind_of_meeting
from community.circles.actions.reports import answer_report, report_circle
from community.circles.actions.rescheduling import cancel_meeting, cancel_meetings_ahead, change_meeting
from community.circles.actions.seeing import note_talk_seen, note_thread_seen
from community.circles.actions.starting import change, reason_not_to_start, start
from community.circles.actions.taking_turns import give_turns_on
from community.circles.actions.waiting import end_kept_place, keep_free_places, let_go
from community.circles.actions.wishes import (
    take_wish_back,
    wish,
)
from community.circles.actions.writing import edit_post, react, render_anew, reply, take_post_back, write_post

__all__ = [
    "answer_meeting",
    "answer_place",
    "answer_poll",
    "answer_question",
    "answer_report",
    "answer_request",
    "ask",
    "ask_forming",
    "ask_forming_again",
    "ask_its_members",
    "ask_opening",
    "ask_question",
    "ask_to_take_over",
    "begin_closing",
    "call_off_closing",
    "cancel_meeting",
    "cancel_meetings_ahead",
    "change",
    "change_meeting",
    "close_abandoned",
    "close_opening",
    "decline_opening",
    "drop_draft",
    "drop_poll",
    "edit_post",
    "end_closings_over",
    "end_kept_place",
    "end_standing_in",
    "end_the_asking",
    "forget_old_formings",
    "give_roles",
    "give_turns_on",
    "invite",
    "invite_to",
    "join",
    "keep_charter",
    "keep_free_places",
    "keep_promise",
    "leave",
    "leave_everything",
    "let_go",
    "let_promises_rest",
    "make_promise",
    "move_in_draft",
    "move_into_new_group",
    "move_on",
    "move_promise",
    "name_stand_in",
    "nobody_facilitates",
    "note_look",
    "note_talk_seen",
    "note_thread_seen",
    "open_circle",
    "open_poll",
    "plan",
    "propose_facilitator",
    "react",
    "reason_not_to_ask",
    "reason_not_to_invite",
    "reason_not_to_start",
    "release",
    "remind_of_meeting",
    "remind_of_promises",
    "remove",
    "render_anew",
    "renew",
    "reply",
    "report_circle",
    "settle_poll",
    "sign_charter",
    "start",
    "take_invitation_back",
    "take_over",
    "take_post_back",
    "take_promise_back",
    "take_question_back",
    "take_wish_back",
    "tell_attendance",
    "tell_presence",
    "try_facilitating",
    "wait",
    "wish",
    "wish_ties",
    "withdraw",
    "write_agenda",
    "write_charter",
    "write_closing",
    "write_notes",
    "write_post",
]  # fmt: skip
