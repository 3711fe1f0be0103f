"""What follows from what happened in circles: one module for each resource."""

from community.circles.subscribers.charters import ask_to_sign
from community.circles.subscribers.discussion import tell_who_is_called
from community.circles.subscribers.ending import ask_for_times, tell_of_closing, tell_of_end
from community.circles.subscribers.forming import (
    find_who_holds_it,
    forget_wish,
    form_circles,
    make_circles,
    tell_of_no_place,
)
from community.circles.subscribers.joining import (
    end_pending_between,
    end_pending_of,
    keep_the_free_place,
    tell_of_the_newcomer,
    tell_the_door,
    tell_the_invited,
    tell_who_asked,
    tell_who_waited,
)
from community.circles.subscribers.meetings import (
    cancel_what_was_planned,
    clear_the_calendar,
    invite_the_newcomer,
    invite_to_meeting,
    tell_of_cancelled,
    tell_of_the_new_rule,
    tell_of_the_new_time,
)
from community.circles.subscribers.openings import announce_opening, ask_the_second, tell_the_asker
from community.circles.subscribers.people import (
    ask_everybody,
    ask_to_facilitate,
    hand_on_circles,
    leave_circles,
    tell_the_stand_in,
    tell_who_follows,
    tell_whom_was_let_go,
)
from community.circles.subscribers.reports import tell_the_coordinators, tell_the_reporter

__all__ = [
    "announce_opening",
    "ask_everybody",
    "ask_for_times",
    "ask_the_second",
    "ask_to_facilitate",
    "ask_to_sign",
    "cancel_what_was_planned",
    "clear_the_calendar",
    "end_pending_between",
    "end_pending_of",
    "find_who_holds_it",
    "forget_wish",
    "form_circles",
    "hand_on_circles",
    "invite_the_newcomer",
    "invite_to_meeting",
    "keep_the_free_place",
    "leave_circles",
    "make_circles",
    "tell_of_cancelled",
    "tell_of_closing",
    "tell_of_end",
    "tell_of_no_place",
    "tell_of_the_new_rule",
    "tell_of_the_new_time",
    "tell_of_the_newcomer",
    "tell_the_asker",
    "tell_the_coordinators",
    "tell_the_door",
    "tell_the_invited",
    "tell_the_reporter",
    "tell_the_stand_in",
    "tell_who_asked",
    "tell_who_follows",
    "tell_who_is_called",
    "tell_who_waited",
    "tell_whom_was_let_go",
]
