"""What features have to say in the periodic letter, beyond what the inbox has kept for it.

A feature names functions in its manifest (`letter`): `fn(person, since, until) -> list[Line]`, called in the words and zone of the
person. What is new is what came after `since`, the end of the last letter, and not after `until`, the end of this one: the rest is
for the next. A few lines at most; nothing private: who, what kind, a link.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

PEOPLE, COMING, REACH = "people", "coming", "reach"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a letter.

    `section`: news of one's people, what is coming, or somebody to reach out to. `url`: with host. `at` gives the order.
    `thing` ("milestone:12"): the line is left out when a mail or the inbox has told of the same thing already. `steps`: further
    links with their words. `alone`: whether this line by itself is worth a letter.
    """

    section: str
    words: str
    url: str
    at: datetime
    thing: str = ""
    steps: Sequence[tuple[str, str]] = ()
    alone: bool = True


def lines(functions: Sequence[Any], person: Any, since: datetime, until: datetime) -> list[Line]:
    """What the registered `functions` have to say to a person, in the order in which they say it."""
    return [line for function in functions for line in function(person, since, until)]
