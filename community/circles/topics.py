"""Topics to choose from when one would like a circle: the same words for all, so that people find each other by them.

Whoever misses theirs types it. A topic of the list is kept by its key, a typed one as it was typed.
"""

from typing import Any

from community.core.language import _l
from community.core.text import fold

TOPICS: dict[str, Any] = {
    "new_role": _l("Starting in a new role"),
    "leading": _l("Leading for the first time"),
    "career_change": _l("Changing direction"),
    "job_search": _l("Looking for work"),
    "studies": _l("Studies and research"),
    "own_thing": _l("Starting something of my own"),
    "abroad": _l("Living and working in another country"),
    "balance": _l("Work, family and everything else"),
    "confidence": _l("Confidence, and being heard"),
    "open_source": _l("Open source and volunteering"),
    "becoming_mentor": _l("Becoming a mentor"),
}


def topic_words(topic: str) -> Any:
    """A topic in the reader's words; a typed one as it was typed."""
    return TOPICS.get(topic, topic)


def topic_key(topic: str) -> str:
    """By what two topics are the same, however they are written."""
    return topic if topic in TOPICS else fold(topic)
