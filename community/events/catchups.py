"""What happens between two who ask each other for a catch-up, or are introduced."""

from dataclasses import dataclass
from datetime import date, datetime

from community.events.event import Event


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
    """Both were there, says at least one of them. `kind`: "catchup", or "messages" when one of the two wrote back.

    `revision` rises with each word on whether it happened: a delivery that was tried again may come after a newer one.
    """

    catchup_id: int
    person_ids: tuple[int, int]
    on: date
    kind: str = "catchup"
    revision: int = 0


@dataclass(frozen=True)
class CatchUpAgain(Event):
    """Both have said, each alone, that they would like to meet again some day. `on`, `kind`: what they mean, as in
    CatchUpHappened, however long ago it was."""

    catchup_id: int
    person_ids: tuple[int, int]
    on: date
    kind: str = "catchup"


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
    """Who had said that they met takes it back: it was a mistake. `revision` as in CatchUpHappened."""

    catchup_id: int
    person_ids: tuple[int, int]
    revision: int = 0


@dataclass(frozen=True)
class PeopleIntroduced(Event):
    """A member thinks that two others would enjoy meeting, and the two may be told."""

    introduction_id: int


@dataclass(frozen=True)
class IntroductionAccepted(Event):
    """Two who were introduced to each other both said yes, and this catch-up of theirs has begun."""

    catchup_id: int
