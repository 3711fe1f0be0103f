"""Who may see and do what: to a milestone, and to what was said to it."""

from community.milestones.permissions.congratulations import (
    CHANGE_CONGRATULATION,
    SEE_CONGRATULATION,
    TAKE_WORDS_BACK,
    THANK,
)
from community.milestones.permissions.milestones import (
    ANSWER_MILESTONE,
    CONGRATULATE,
    EDIT_MILESTONE,
    KEEP_MILESTONE,
    SEE_MILESTONE,
    TELL_ABOUT,
    visible_to,
)

__all__ = [
    "ANSWER_MILESTONE", "CHANGE_CONGRATULATION", "CONGRATULATE", "EDIT_MILESTONE", "KEEP_MILESTONE", "SEE_CONGRATULATION",
    "SEE_MILESTONE", "TAKE_WORDS_BACK", "TELL_ABOUT", "THANK", "visible_to",
]  # fmt: skip
