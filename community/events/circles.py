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


@dataclass(frozen=True)
class CircleJoined(Event):
    """Somebody is a member from now on."""

    circle_id: int
    person_id: int


@dataclass(frozen=True)
class CircleLeft(Event):
    """Somebody is not a member any more: they went, or (`removed`) the facilitator let them go. A place is free."""

    circle_id: int
    person_id: int
    removed: bool = False


@dataclass(frozen=True)
class CircleNeedsFacilitator(Event):
    """Nobody holds the circle together any more, and there was no stand-in: its members are asked."""

    circle_id: int


@dataclass(frozen=True)
class CircleHandedOn(Event):
    """Somebody else facilitates from now on."""

    circle_id: int
    person_id: int
