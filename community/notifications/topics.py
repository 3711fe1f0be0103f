"""What people choose about: the topics of all features, room by room."""

from dataclasses import dataclass
from typing import Any

from community.core import registry
from community.core.feature import Topic, Urgency

ORDER = (Urgency.REQUEST, Urgency.TIME, Urgency.NEWS)


@dataclass(frozen=True)
class Room:
    """The topics of one feature, under the name it has in the navigation."""

    label: Any
    topics: tuple[Topic, ...]


def rooms() -> list[Room]:
    """Everything that can be chosen about: what is most urgent first, in each room and among them."""
    found = [
        Room(feature.navigation[0].label if feature.navigation else feature.name, tuple(sorted(choosable, key=_rank)))
        for feature in registry.of_app().features
        if (choosable := [topic for topic in feature.topics if topic.urgency in ORDER])
    ]
    return sorted(found, key=lambda room: [_rank(topic) for topic in room.topics])


def choosable() -> dict[str, Topic]:
    """The topics that can be chosen about, by name."""
    return {topic.name: topic for room in rooms() for topic in room.topics}


def _rank(topic: Topic) -> int:
    return ORDER.index(topic.urgency)
