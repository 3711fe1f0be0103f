"""What people do with their own profile, and how the directory learns of it."""

from community.alumni.actions.availability import Choices, set_availability
from community.alumni.actions.indexing import count_values, reindex, reindex_person
from community.alumni.actions.portraits import remove_lost, remove_portrait, set_portrait
from community.alumni.actions.profiles import (
    begin_profile,
    confirm_still_me,
    ensure_profile,
    save_section,
    set_audiences,
)
from community.alumni.actions.ranking import rank_again, rank_the_lately_asked

__all__ = [
    "Choices", "begin_profile", "confirm_still_me", "count_values", "ensure_profile", "rank_again", "rank_the_lately_asked", "reindex", "reindex_person",
    "remove_lost", "remove_portrait", "save_section", "set_audiences", "set_availability", "set_portrait",
]  # fmt: skip
