"""What follows from what happened in circles: one module for each resource."""

from community.circles.subscribers.openings import announce_opening, ask_the_second, tell_the_asker
from community.circles.subscribers.reports import tell_the_coordinators, tell_the_reporter

__all__ = ["announce_opening", "ask_the_second", "tell_the_asker", "tell_the_coordinators", "tell_the_reporter"]
