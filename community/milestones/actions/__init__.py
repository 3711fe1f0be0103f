"""Everything that changes milestones, one module for each part of their life."""

from community.milestones.actions.answering import answer_wider, approve, decline, set_audience, take_back
from community.milestones.actions.congratulating import (
    applaud,
    change_words,
    congratulate,
    take_applause_back,
    take_words_back,
)
from community.milestones.actions.indexing import reindex, reindex_of
from community.milestones.actions.reading import note_feed_read, note_opened, set_wishes
from community.milestones.actions.telling import edit, tell
from community.milestones.actions.thanking import take_thanks_back, thank

__all__ = [
    "answer_wider", "applaud", "approve", "change_words", "congratulate", "decline", "edit", "note_feed_read",
    "note_opened", "reindex", "reindex_of", "set_audience", "set_wishes", "take_applause_back", "take_back",
    "take_thanks_back", "take_words_back", "tell", "thank",
]  # fmt: skip
