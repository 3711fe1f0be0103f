"""The vocabulary of what happens: frozen dataclasses of ids and plain values.

A feature that wants to know subscribes in its manifest; the feature that publishes knows nobody.
SILENT names the events that nobody needs yet, on purpose.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Event:
    """Something that has happened. Every field survives a round trip through JSON."""


@dataclass(frozen=True)
class MailSent(Event):
    """A mail server took a mail. `person_id` is None when it went to somebody without an account."""

    mail_id: int
    kind: str
    about: str
    person_id: int | None


@dataclass(frozen=True)
class MailRefused(Event):
    """A mail server refused an address for good."""

    mail_id: int
    kind: str
    about: str
    person_id: int | None
    reason: str


@dataclass(frozen=True)
class PasswordResetAsked(Event):
    """Somebody typed this address, known or not: the worker finds out, so that the page cannot tell."""

    email: str
    nonce: str


@dataclass(frozen=True)
class RegistrationAsked(Event):
    """Somebody would like to join (open registration); the address may be known already."""

    name: str
    email: str
    words: str
    nonce: str


@dataclass(frozen=True)
class PersonJoined(Event):
    person_id: int


@dataclass(frozen=True)
class PersonLeft(Event):
    person_id: int


@dataclass(frozen=True)
class PersonSuspended(Event):
    person_id: int


@dataclass(frozen=True)
class PersonReinstated(Event):
    person_id: int


@dataclass(frozen=True)
class PersonBlocked(Event):
    """A block was put between two people. Never shown to either."""

    blocker_id: int
    blocked_id: int


@dataclass(frozen=True)
class PersonChanged(Event):
    """Name, place or the like changed: what was derived from it is to be made again."""

    person_id: int


@dataclass(frozen=True)
class RosterGiven(Event):
    """A roster's file, columns and dates are known: the worker compares it with what is known already."""

    import_id: int


@dataclass(frozen=True)
class PictureDropped(Event):
    """Nobody shows this picture any more; `key` is its name on our disk."""

    key: str


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


@dataclass(frozen=True)
class CatchUpAsked(Event):
    catchup_id: int


@dataclass(frozen=True)
class CatchUpTimesProposed(Event):
    """Somebody proposed other times; `round` counts the proposals."""

    catchup_id: int
    by_person_id: int
    round: int


@dataclass(frozen=True)
class CatchUpAgreed(Event):
    """A time is settled. `sequence` is the calendar's; it rises with every change."""

    catchup_id: int
    sequence: int
    starts_at: datetime


@dataclass(frozen=True)
class CatchUpMoved(Event):
    catchup_id: int
    sequence: int
    starts_at: datetime


@dataclass(frozen=True)
class CatchUpTimeKept(Event):
    """Somebody would rather keep the agreed time than move it as proposed in `round`."""

    catchup_id: int
    by_person_id: int
    round: int


@dataclass(frozen=True)
class CatchUpCancelled(Event):
    catchup_id: int
    sequence: int
    by_person_id: int


@dataclass(frozen=True)
class CatchUpDeclined(Event):
    catchup_id: int


@dataclass(frozen=True)
class CatchUpWithdrawn(Event):
    catchup_id: int


@dataclass(frozen=True)
class CatchUpLapsed(Event):
    catchup_id: int


@dataclass(frozen=True)
class CatchUpHappened(Event):
    """Both were there, says at least one of them. `kind`: "catchup", or "messages" when the asked person wrote back."""

    catchup_id: int
    person_ids: tuple[int, int]
    on: date
    kind: str = "catchup"


@dataclass(frozen=True)
class CatchUpAgain(Event):
    """Both have said, each alone, that they would like to meet again some day."""

    catchup_id: int
    person_ids: tuple[int, int]
    on: date


@dataclass(frozen=True)
class CatchUpMessageWritten(Event):
    """One of the two wrote to the other, after the request itself."""

    message_id: int


@dataclass(frozen=True)
class CatchUpTimesWeighed(Event):
    """None of the times of `round` suits well, but some could be made possible: who proposed them is to choose."""

    catchup_id: int
    by_person_id: int
    round: int


@dataclass(frozen=True)
class CatchUpDidNotHappen(Event):
    """Who had said that they met takes it back: it was a mistake."""

    catchup_id: int
    person_ids: tuple[int, int]


@dataclass(frozen=True)
class PeopleIntroduced(Event):
    """A member thinks that two others would enjoy meeting, and the two may be told."""

    introduction_id: int


@dataclass(frozen=True)
class IntroductionAccepted(Event):
    """Two who were introduced to each other both said yes, and this catch-up of theirs has begun."""

    catchup_id: int


@dataclass(frozen=True)
class MilestoneShared(Event):
    """Others may read it from now on."""

    milestone_id: int
    subject_id: int


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


# CatchUpWithdrawn, MilestoneGone, CongratulationTakenBack: nobody is to be told.
SILENT: frozenset[type[Event]] = frozenset({CatchUpWithdrawn, MilestoneGone, CongratulationTakenBack})
