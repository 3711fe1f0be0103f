"""What happens around rosters and the mentorships they bring."""

from dataclasses import dataclass
from datetime import date

from community.events.event import Event


@dataclass(frozen=True)
class RosterGiven(Event):
    """A roster's file, columns and dates are known: the worker compares it with what is known already."""

    import_id: int


@dataclass(frozen=True)
class RosterUploaded(Event):
    """A coordinator said "import": the worker carries it out."""

    import_id: int


@dataclass(frozen=True)
class MentorshipsImported(Event):
    """A roster has been imported."""

    import_id: int


@dataclass(frozen=True)
class MentorshipsEnded(Event):
    """Mentorships have come to their end: (mentor id, coachee id, the day), at most 200 in one event, each told once."""

    pairs: tuple[tuple[int, int, date], ...]


@dataclass(frozen=True)
class InvitationsDue(Event):
    """The next invitations of a batch may be posted."""

    batch_id: int
