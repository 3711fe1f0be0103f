"""What the clock does to mentorships."""

from community.core import clock
from community.mentorships import actions


def tell_ended() -> None:
    """Some end today. May run twice, late, or after missed days."""
    actions.tell_ended(clock.today())
