"""What the clock finds for the letter: some whose hour has come, a portion at a time, so that no transaction grows with the community."""

from dataclasses import dataclass

from community.events.event import Event


@dataclass(frozen=True)
class LettersDue(Event):
    """There may be people whose letter is due. Whoever hears it takes a portion of them, and says it again while there are more."""
