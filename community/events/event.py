"""What every event is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Event:
    """Something that has happened. Every field survives a round trip through JSON."""
