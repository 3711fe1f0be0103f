"""Every reading of milestones, one module for each kind of place that needs it."""

from community.milestones.queries.feed import PAGE, Wanted, feed, filters
from community.milestones.queries.lists import (
    by_actor,
    lately_for,
    of_person,
    on_profile,
    read_until,
    said_to_each_other,
    waiting_for,
)
from community.milestones.queries.mails import about_shared, is_mail_unread, is_told_enough
from community.milestones.queries.people import Reach, cohorts_of_both, mentors_to_tell, person_to_tell_of, reach
from community.milestones.queries.said import (
    congratulations_of,
    congratulators,
    out_of_sight,
    own_words,
    said_by,
    said_rows,
)
from community.milestones.queries.showing import (
    all_of,
    by_id,
    by_public_id,
    congratulation_by_id,
    congratulation_by_public_id,
    is_opened,
    is_opened_since,
    is_visible,
    locked,
    locked_congratulation,
    own_congratulation,
    pictures_among,
)
from community.milestones.queries.wishes import Anniversary, anniversaries, wishes_of

__all__ = [
    "PAGE", "Anniversary", "Reach", "Wanted", "about_shared", "all_of", "anniversaries", "by_actor", "by_id", "by_public_id", "cohorts_of_both",
    "congratulation_by_id", "congratulation_by_public_id", "congratulations_of", "congratulators", "feed", "filters",
    "is_mail_unread", "is_opened", "is_opened_since", "is_told_enough", "is_visible", "lately_for", "locked", "locked_congratulation", "mentors_to_tell",
    "of_person", "on_profile", "out_of_sight", "own_congratulation", "own_words", "person_to_tell_of", "pictures_among", "reach", "read_until", "said_by", "said_rows",
    "said_to_each_other", "waiting_for", "wishes_of",
]  # fmt: skip
