"""What a charter is made of, in words: the heading and the question of each part, and sentences to begin with."""

from typing import Any

from community.circles.models import PARTS
from community.core.language import _l

HEADINGS = {
    "purpose": _l("What we are here for"),
    "expectations": _l("What we expect of each other"),
    "confidentiality": _l("What stays between us"),
    "exceptions": _l("When it does not stay between us"),
    "hurt": _l("When someone feels hurt"),
}
QUESTIONS = {
    "purpose": _l("What would be different for each of you after the last meeting?"),
    "expectations": _l("Coming, preparing, listening, giving advice or not, phones, being late."),
    "confidentiality": _l(
        "Choose a level all can keep: “nothing leaves the room”, “what I learned may, names and stories don’t”, or your own."
    ),
    "exceptions": _l("Say them beforehand, so that nobody is surprised: danger to someone, what the law demands."),
    "hurt": _l("Whom to speak to first, how soon, and what if that does not help."),
}
# Sentences to begin with, for a circle's first charter. They are meant to be changed.
STARTERS = {
    "purpose": _l(
        "We meet as equals to think about our work and lives aloud. Each of us brings questions of their own, "
        "and leaves with a next step of their own."
    ),
    "expectations": _l(
        "We come to every meeting we can, and say so in time when we can’t.\n"
        "We listen until the other has finished. We ask before we give advice.\n"
        "Everybody gets time; nobody has to speak.\n"
        "Who leads a meeting looks after the time."
    ),
    "confidentiality": _l(
        "What is said and written here stays here. What each of us learned for themselves may leave the room; "
        "names, stories and whatever could point to somebody may not. Nobody records or copies anything. "
        "This holds after the circle has ended, too."
    ),
    "exceptions": _l(
        "When somebody is in danger, or the law demands it, we tell those who can help, and as little as possible. "
        "If we can, we speak with the person first. For such a reason, two coordinators together can open what is "
        "written here; all of us are told at once."
    ),
    "hurt": _l(
        "We say so soon, to the person or to whoever holds the circle together, and we assume good will. "
        "We take time for it at the next meeting if both want that. Anybody can ask a coordinator for help, "
        "and anybody can leave at any time without a reason."
    ),
}


def parts_of(charter: Any) -> list[tuple[str, Any, str]]:
    """The parts of a version in the order in which they are read: name, heading, words. Empty ones are left out."""
    told = ((part, HEADINGS[part], getattr(charter, part)) for part in PARTS)
    return [one for one in told if one[2]]
