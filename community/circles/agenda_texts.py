"""Agendas to begin with. They are meant to be changed: who leads a meeting knows best what it needs."""

from typing import Any

from community.core.language import _l

# name → (what it is called, the text)
AGENDAS: dict[str, tuple[Any, Any]] = {
    "first": (
        _l("A first meeting"),
        _l(
            "1. Welcome: who is here, and what brought each of us (20 minutes)\n"
            "2. What each of us hopes for from this circle (15 minutes)\n"
            "3. Our charter: read it together, change what does not fit (20 minutes)\n"
            "4. How and when we meet, and who leads next (10 minutes)\n"
            "5. One word each to close (5 minutes)"
        ),
    ),
    "round": (
        _l("An open round"),
        _l(
            "1. Arriving: how is everybody, in one sentence (10 minutes)\n"
            "2. What became of what we meant to do (10 minutes)\n"
            "3. A round: each brings what is on their mind, the others listen and ask (40 minutes)\n"
            "4. What each of us will do until the next time (10 minutes)\n"
            "5. One word each to close (5 minutes)"
        ),
    ),
    "case": (
        _l("One question, looked at together"),
        _l(
            "1. Arriving (5 minutes)\n"
            "2. Whoever brings a question tells it; nobody interrupts (10 minutes)\n"
            "3. Questions to understand, no advice yet (10 minutes)\n"
            "4. The others think aloud, who asked only listens (15 minutes)\n"
            "5. Who asked says what they take along (5 minutes)\n"
            "6. The same for a second question (40 minutes)\n"
            "7. Closing (5 minutes)"
        ),
    ),
    "topic": (
        _l("A topic with a guest or a text"),
        _l(
            "1. Arriving (10 minutes)\n"
            "2. The guest, or what we have read (20 minutes)\n"
            "3. Questions and talk (25 minutes)\n"
            "4. What it means for each of us (15 minutes)\n"
            "5. Closing (5 minutes)"
        ),
    ),
    "last": (
        _l("A last meeting"),
        _l(
            "1. Arriving (10 minutes)\n"
            "2. Looking back: what we remember (20 minutes)\n"
            "3. What each of us takes along, and whom we thank for what (25 minutes)\n"
            "4. Whether and how we stay in touch (15 minutes)\n"
            "5. A good end (5 minutes)"
        ),
    ),
}


def agenda_text(name: str | None) -> str:
    """The text of an agenda by its name, in the reader's language; nothing for a name we do not know."""
    return str(AGENDAS[name][1]) if name in AGENDAS else ""
