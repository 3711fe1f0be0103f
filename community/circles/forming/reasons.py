"""Why somebody is left over, as a code: counted among everybody on the list, so that no reason ever tells of a block."""

from community.circles.forming.people import IN_PERSON, REMOTE
from community.circles.forming.scoring import Table

FEW, LANGUAGE, PLACE, HOURS, FIT = "few", "language", "place", "hours", "fit"
REASONS = (FEW, LANGUAGE, PLACE, HOURS, FIT)


def reason_for(table: Table, one: int) -> str:
    """The first thing of which there is too little for a circle of the smallest size around this person.

    FEW: people on the list at all. LANGUAGE: who speak a language of theirs. PLACE: of those who would meet in their place,
    for somebody who will not meet remotely. HOURS: who have time when they do. FIT: all is there, yet nothing fits at once.
    """
    needed = table.bounds.smallest - 1
    others = [other for other in range(len(table.seekers)) if other != one]
    if len(others) < needed:
        return FEW
    speaking = [other for other in others if table.languages[other] & table.languages[one]]
    if len(speaking) < needed:
        return LANGUAGE
    near = [
        other for other in speaking if table.ways[one] & table.ways[other] & IN_PERSON and table.places[other] == table.places[one]
    ]  # fmt: skip
    far = [other for other in speaking if table.ways[one] & table.ways[other] & REMOTE]
    if not table.ways[one] & REMOTE or len(far) < needed:
        return PLACE if len(near) < needed else FIT
    timely = [other for other in far if table.starts[one] & table.starts[other]]
    return HOURS if len(timely) < needed and len(near) < needed else FIT
