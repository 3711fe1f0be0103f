"""Links in mails that work without signing in: one answer of one person about one place in a circle, and nothing else."""

from dataclasses import dataclass

from community.accounts.mail_links import MailLink
from community.accounts.models import Person
from community.circles import queries
from community.circles.models import INVITED, OFFERED, CircleMeeting, CircleMember
from community.core.errors import Missing

PLACE = MailLink("circles.place")
MEETING = MailLink("circles.meeting", days=120)


@dataclass(frozen=True)
class PlaceAnswer:
    """What a link stands for: this person says yes, or no thank you. `place`: what they answer; None: there is nothing to answer."""

    person: Person
    member_id: int
    place: CircleMember | None
    wants: bool

    @property
    def is_open(self) -> bool:
        """Whether it is still theirs to give."""
        return self.place is not None and self.place.state in (INVITED, OFFERED)


def place_token(person: Person, place: CircleMember, *, wants: bool) -> str:
    """The token of one answer to this invitation, or this kept place, and no later one."""
    return PLACE.token(person, place.id, place.since.isoformat(), wants)


def answer_in(token: str) -> PlaceAnswer:
    """The answer of a link; refuses (TokenBroken, TokenExpired, Missing) what is not ours, too old, or of somebody gone."""
    person, member_id, since, wants = PLACE.read(token)
    place = queries.place_by_id(person, member_id)
    if place is not None and place.since.isoformat() != since:
        place = None
    return PlaceAnswer(person, member_id, place, bool(wants))


def meeting_token(person: Person, meeting: CircleMeeting) -> str:
    """The token with which one member says whether they come to this meeting."""
    return MEETING.token(person, meeting.id)


def meeting_in(token: str) -> tuple[Person, CircleMeeting]:
    """Who answers for which meeting; refuses (TokenBroken, TokenExpired, Missing) what is not ours, too old, or not theirs to see."""
    person, meeting_id = MEETING.read(token)
    meeting = queries.meeting_for(person, meeting_id)
    if meeting is None:
        raise Missing
    return person, meeting
