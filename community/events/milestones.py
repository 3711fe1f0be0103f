"""What happens to milestones and to what is said to them."""

from dataclasses import dataclass
from datetime import date

from community.events.event import Event


@dataclass(frozen=True)
class MilestoneShared(Event):
    """Others may read it from now on."""

    milestone_id: int
    subject_id: int


@dataclass(frozen=True)
class MilestoneWidened(Event):
    """Others may read it from now on who could not before."""

    milestone_id: int
    subject_id: int


@dataclass(frozen=True)
class MilestoneNarrowed(Event):
    """Fewer people may read it than before."""

    milestone_id: int


@dataclass(frozen=True)
class MilestoneWaits(Event):
    """Somebody tells something of somebody else, who alone reads it until they say yes."""

    milestone_id: int


@dataclass(frozen=True)
class MilestoneGone(Event):
    """Its author or its subject took it back."""

    milestone_id: int


@dataclass(frozen=True)
class Congratulated(Event):
    """Somebody said something to a milestone in their own words."""

    congratulation_id: int
    milestone_id: int
    by_person_id: int
    to_person_id: int
    on: date


@dataclass(frozen=True)
class CongratulationTakenBack(Event):
    """Who congratulated took their words back."""

    congratulation_id: int
    by_person_id: int
    to_person_id: int


@dataclass(frozen=True)
class Thanked(Event):
    """The subject of a milestone thanks for a congratulation."""

    congratulation_id: int
    milestone_id: int
    by_person_id: int
    to_person_id: int
