"""What is read about circles: one module for each resource."""

from community.circles.queries.charters import (
    charter_version,
    charter_versions,
    charters_to_review,
    newest_charter,
    signers,
    version_before,
)
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
from community.circles.queries.discussion import newest_post_of, post_by_id, post_by_public_id
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
from community.circles.queries.finding import (
    Wanted,
    doors_with_requests,
    listed,
    mine,
    of_somebody,
    pending,
    something_waits,
)
from community.circles.queries.forming import (
    answers_to_formed,
    bounds_of,
    forming,
    forming_drafts,
    forming_groups,
    forming_place,
    forming_places,
    forming_under_way,
    formings_released,
    given_for,
    how_far_released,
    is_formed,
    latest_forming_draft,
    locked_forming,
    next_forming_groups,
    offered_to_facilitate,
    places_of_group,
)
from community.circles.queries.inside_opened import opened_meetings, opened_posts
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
from community.circles.queries.news import first_unseen_call, is_called_in, mention, news, somebody_wrote
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
from community.circles.queries.people import farewell, has_done, member, steps_done
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
from community.circles.queries.searching import holds, search, terms_of
from community.circles.queries.talk import (
    conversations,
    is_parted,
    opened,
    people_inside,
    posts,
    reactions,
    replies,
    words_of,
)
from community.circles.queries.wishes import (
    how_many_wish,
    seekers,
    wish_of,
    wishes,
    wishes_by_person,
)

__all__ = [
    "PERSON_ON_A_LINE", "OpenedOfMine", "Wanted", "answered_questions", "answers_to_formed", "anybody_in",
    "at_the_door", "both_wish", "bounds_of", "by_id", "by_public_id", "can_be_answered", "charter_version",
    "charter_versions", "charters_to_review", "checkin_answers", "circles_with_room_for_waiting", "closing_of",
    "closing_words", "closings_over", "conversations", "coordinators_reading", "count_in", "doors_with_requests",
    "farewell", "first_unseen_call", "forming", "forming_drafts", "forming_groups", "forming_place", "forming_places",
    "forming_under_way", "formings_released", "fresh_poll", "fresh_promise", "fresh_question", "fresh_seat",
    "given_for", "has_answered_poll", "has_done", "holds", "how_far_released", "how_many_open", "how_many_polls",
    "how_many_questions", "how_many_wait", "how_many_wish", "invitation", "inviter", "is_called_in", "is_formed",
    "is_parted", "kept_places_over", "latest_forming_draft", "listed", "locked", "locked_forming", "locked_opening",
    "looks", "may_answer", "meeting", "meeting_by_id", "meetings_ahead", "member", "member_by_id", "members",
    "members_seen_by", "mention", "mine", "newest_charter", "newest_post_of", "news", "next_forming_groups",
    "next_meeting_at", "of_somebody", "offered_to_facilitate", "open_polls", "open_promises", "open_requests_of",
    "opened", "opened_meetings", "opened_of", "opened_posts", "opened_to", "opening", "opening_by_id",
    "openings_about", "openings_asked", "openings_of", "overseen", "own_checkin_answer", "own_closing_words",
    "own_place", "pending", "pending_beside", "pending_of", "people_concerned", "people_inside", "place_by_id",
    "places_of_group", "poll", "poll_answers", "poll_by_id", "post_by_id", "post_by_public_id", "posts", "promise",
    "promise_by_id", "promises_before", "promises_coming_up", "question", "questions_of", "reactions", "replies",
    "report", "report_by_id", "reports_about", "reports_of", "reports_waiting", "request", "request_by_id", "search",
    "seat", "seat_by_ids", "seat_to_tell_of", "seat_with_person", "seats_of", "seekers", "series_by_id",
    "series_meetings", "settled_promises", "signers", "somebody_wrote", "something_waits", "stands_asked",
    "started_since", "steps_done", "terms_of", "tie_wishes_about", "tie_wishes_of", "version_before",
    "waiting_in_turn", "who_wrote_closing", "wish_of", "wishes", "wishes_by_person", "words_of",
]  # fmt: skip
