"""What pages and mails say of a circle in the same words everywhere."""

from typing import Any

from community.circles.models import Circle
from community.core.language import _l

# Places in which a circle that is not listed must not be named: mails, their subjects, calendar files.
_UNNAMED = _l("your circle")
# Above every field in which something for the circle is typed (components/flash.html: readers).
_READERS = _l("The members of this circle read it, nobody else: not even the coordinators.")


def readers_words() -> Any:
    """Who reads what is written inside a circle, to be said above the field."""
    return _READERS


def named(circle: Circle) -> Any:
    """The circle in a mail or a calendar file, in the middle of a sentence: by its name only when everybody may know it."""
    return _l("“%(name)s”", name=circle.name) if circle.is_listed else _UNNAMED
