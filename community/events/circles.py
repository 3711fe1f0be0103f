"""What happens to circles and in them. No event carries a word that was written there."""

from dataclasses import dataclass
from datetime import date

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
class CircleInvited(Event):
    """Somebody may come in if they like: the row of that person and the circle."""

    member_id: int


@dataclass(frozen=True)
class CircleRequested(Event):
    """Somebody would like to come in."""

    member_id: int


@dataclass(frozen=True)
class CircleRequestAnswered(Event):
    """The facilitator has said yes or no."""

    member_id: int


@dataclass(frozen=True)
class CirclePlaceKept(Event):
    """A place is kept for who waited longest, until they say yes or no, or a date."""

    member_id: int


@dataclass(frozen=True)
class CircleJoined(Event):
    """Somebody is a member from now on; `let_in_by`: who said yes to their request."""

    circle_id: int
    person_id: int
    let_in_by: int | None = None


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
    """Somebody else facilitates from now on: they said yes, or (`followed`) they were the stand-in."""

    circle_id: int
    person_id: int
    followed: bool = False


@dataclass(frozen=True)
class FormingAsked(Event):
    """A coordinator asked for a draft of circles from the list of people who would like one."""

    forming_id: int


@dataclass(frozen=True)
class FormingDue(Event):
    """The next circles of a released draft are to be made."""

    forming_id: int


@dataclass(frozen=True)
class CirclePlaceNotFound(Event):
    """No place was found for somebody of the list this time."""

    person_id: int
    forming_id: int
    reason: str


@dataclass(frozen=True)
class CharterSigned(Event):
    """A member signed a newer version than before."""

    circle_id: int
    person_id: int
    number: int


@dataclass(frozen=True)
class CirclePostWritten(Event):
    """Something was written in a circle, or changed so that it calls somebody by name (`called`)."""

    circle_id: int
    post_id: int
    by_person_id: int
    called: tuple[int, ...]


@dataclass(frozen=True)
class MeetingPlanned(Event):
    """A meeting is planned; of a series, its first."""

    meeting_id: int
    by_person_id: int


@dataclass(frozen=True)
class MeetingMoved(Event):
    """One meeting is at another time, or shorter or longer; others of its series stay."""

    meeting_id: int
    sequence: int
    by_person_id: int | None


@dataclass(frozen=True)
class MeetingCancelled(Event):
    """One meeting does not take place; others of its series stay."""

    meeting_id: int
    sequence: int
    by_person_id: int | None


@dataclass(frozen=True)
class MeetingSeriesChanged(Event):
    """The rule of a series is another one: other times, fewer meetings, or none at all."""

    series_id: int
    sequence: int
    by_person_id: int | None


@dataclass(frozen=True)
class CircleMet(Event):
    """Who was at a meeting, and who was thought to be there and was not; what a higher `revision` says counts."""

    meeting_id: int
    person_ids: tuple[int, ...]
    absent_ids: tuple[int, ...]
    on: date
    revision: int


@dataclass(frozen=True)
class CircleReported(Event):
    """Somebody told the coordinators something of a circle."""

    report_id: int


@dataclass(frozen=True)
class CircleReportAnswered(Event):
    """A coordinator has looked after it, and said so to who told it."""

    report_id: int


@dataclass(frozen=True)
class CircleOpeningAsked(Event):
    """A coordinator asks another one whether a circle may be opened."""

    opening_id: int


@dataclass(frozen=True)
class CircleOpened(Event):
    """A second coordinator said yes: the circle is open to the two for a day, and its people are told."""

    opening_id: int


@dataclass(frozen=True)
class CircleOpeningDeclined(Event):
    """A second coordinator said no."""

    opening_id: int


@dataclass(frozen=True)
class CirclePollOpened(Event):
    """The members of a circle are asked when they could meet."""

    poll_id: int
    by_person_id: int


@dataclass(frozen=True)
class CircleClosingBegan(Event):
    """A circle is in its closing round."""

    circle_id: int
    by_person_id: int


@dataclass(frozen=True)
class CircleEnded(Event):
    """A circle has ended: its members may read, and nobody writes any more."""

    circle_id: int


@dataclass(frozen=True)
class CircleTie(Event):
    """Two members of a circle that ends said, each alone, that they would like to keep in touch."""

    circle_id: int
    person_ids: tuple[int, int]
    on: date


@dataclass(frozen=True)
class FacilitatingAsked(Event):
    """The facilitator asks a member to take over."""

    circle_id: int
    person_id: int


@dataclass(frozen=True)
class StandInNamed(Event):
    circle_id: int
    person_id: int
