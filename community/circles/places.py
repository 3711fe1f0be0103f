"""What somebody has pending with circles, as a line or a page says it: invited, kept, asked, waiting."""

from dataclasses import dataclass

from community.accounts.models import Person
from community.circles import queries
from community.circles.models import INVITED, OFFERED, WAITING, CircleMember
from community.circles.wording import invited_words
from community.core.language import gettext as _
from community.core.web.filters import date_words


@dataclass(frozen=True, slots=True)
class Place:
    """One of them, with what it says; `answerable`: it waits for the reader, otherwise the reader waits."""

    public_id: str
    name: str
    words: str
    answerable: bool


def place_told(place: CircleMember, inviter: str | None) -> Place:
    """How it stands, in one sentence; `inviter`: the name of who invited, where there is one to name."""
    circle = place.circle
    if place.state == INVITED:
        words = invited_words(place, inviter)
    elif place.state == OFFERED and place.kept_until is not None:
        words = _("A place is kept for you until %(day)s", day=date_words(place.kept_until))
    elif place.state == WAITING:
        words = _("You are on the waiting list since %(day)s", day=date_words(place.since))
    else:
        words = _("You asked on %(day)s and wait for an answer", day=date_words(place.since))
    return Place(circle.public_id, circle.name, words, place.state in (INVITED, OFFERED))


def places_of(actor: Person) -> list[Place]:
    """Everything the actor has pending, what waits for them first."""
    return [place_told(place, inviter) for place, inviter in queries.pending(actor)]
