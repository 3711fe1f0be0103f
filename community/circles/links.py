"""Links in mails that work without signing in: one answer of one person about one place in a circle, and nothing else."""

from dataclasses import dataclass

from community.accounts.mail_links import MailLink
from community.accounts.models import Person
from community.circles import queries
from community.circles.models import CircleMember

PLACE = MailLink("circles.place")


@dataclass(frozen=True)
class PlaceAnswer:
    """What a link stands for: this person says yes, or no thank you. `place`: what they answer; None: there is nothing to answer."""

    person: Person
    member_id: int
    place: CircleMember | None
    wants: bool


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
