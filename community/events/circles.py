"""What happens to circles and in them. No event carries a word that was written there."""

from dataclasses import dataclass

from community.events.event import Event


@dataclass(frozen=True)
class CircleStarted(Event):
    circle_id: int
    by_person_id: int


@dataclass(frozen=True)
class CharterChanged(Event):
    """There is a new version of a circle's charter, for everybody in it to sign."""

    circle_id: int
    number: int
    by_person_id: int
