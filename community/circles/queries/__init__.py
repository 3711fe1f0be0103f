"""What is read about circles: one module for each resource."""

from community.circles.queries.charters import newest_charter
from community.circles.queries.checkins import (
    answered_questions,
    checkin_answers,
    fresh_question,
    how_many_questions,
    own_checkin_answer,
    question,
    questions_of,
)
from community.circles.queries.circles import (
    PERSON_ON_A_LINE,
    anybody_in,
    by_id,
    by_public_id,
    fresh_seat,
    locked,
    members,
    members_seen_by,
    seat,
    seat_by_ids,
    seats_of,
)
from community.circles.queries.discussion import callable_by, newest_post_of, post_by_id, post_by_public_id
from community.circles.queries.ending import (
    both_wish,
    closing_of,
    closing_words,
    closings_over,
    own_closing_words,
    tie_wishes_about,
    tie_wishes_of,
    who_wrote_closing,
)
from community.circles.queries.joining import (
    at_the_door,
    circles_with_room_for_waiting,
    count_in,
    how_many_wait,
    invitation,
    inviter,
    kept_places_over,
    member_by_id,
    open_requests_of,
    own_place,
    pending_beside,
    pending_of,
    place_by_id,
    request,
    request_by_id,
    seat_with_person,
    started_since,
    waiting_in_turn,
)
from community.circles.queries.meetings import (
    meeting,
    meeting_by_id,
    meetings_ahead,
    next_meeting_at,
    series_by_id,
    series_meetings,
)
from community.circles.queries.openings import (
    OpenedOfMine,
    can_be_answered,
    locked_opening,
    looks,
    may_answer,
    opened_of,
    opened_to,
    opening,
    opening_by_id,
    openings_about,
    openings_asked,
    openings_of,
    overseen,
    people_concerned,
    stands_asked,
)
from community.circles.queries.polls import (
    fresh_poll,
    has_answered_poll,
    how_many_polls,
    open_polls,
    poll,
    poll_answers,
    poll_by_id,
)
from community.circles.queries.promises import (
    fresh_promise,
    how_many_open,
    open_promises,
    promise,
    promise_by_id,
    promises_before,
    promises_coming_up,
    settled_promises,
)
from community.circles.queries.reports import (
    coordinators_reading,
    report,
    report_by_id,
    reports_about,
    reports_of,
    reports_waiting,
    seat_to_tell_of,
)

__all__ = [
    "PERSON_ON_A_LINE", "OpenedOfMine", "answered_questions", "anybody_in", "at_the_door", "both_wish", "by_id",
    "by_public_id", "callable_by", "can_be_answered", "checkin_answers", "circles_with_room_for_waiting",
    "closing_of", "closing_words", "closings_over", "coordinators_reading", "count_in", "fresh_poll", "fresh_promise",
    "fresh_question", "fresh_seat", "has_answered_poll", "how_many_open", "how_many_polls", "how_many_questions",
    "how_many_wait", "invitation", "inviter", "kept_places_over", "locked", "locked_opening", "looks", "may_answer",
    "meeting", "meeting_by_id", "meetings_ahead", "member_by_id", "members", "members_seen_by", "newest_charter",
    "newest_post_of", "next_meeting_at", "open_polls", "open_promises", "open_requests_of", "opened_of", "opened_to",
    "opening", "opening_by_id", "openings_about", "openings_asked", "openings_of", "overseen", "own_checkin_answer",
    "own_closing_words", "own_place", "pending_beside", "pending_of", "people_concerned", "place_by_id", "poll",
    "poll_answers", "poll_by_id", "post_by_id", "post_by_public_id", "promise", "promise_by_id", "promises_before",
    "promises_coming_up", "question", "questions_of", "report", "report_by_id", "reports_about", "reports_of",
    "reports_waiting", "request", "request_by_id", "seat", "seat_by_ids", "seat_to_tell_of", "seat_with_person",
    "seats_of", "series_by_id", "series_meetings", "settled_promises", "stands_asked", "started_since",
    "tie_wishes_about", "tie_wishes_of", "waiting_in_turn", "who_wrote_closing",
]  # fmt: skip
