"""The link at the foot of a mail, and in its head, by which its reader wants no more mails of its kind.

It is signed for one person at one address and one topic, and signs nobody in. It never expires and outlives a change of the password:
a mail from years ago must still be heard when it says "no more". It says nothing to whoever reads an address that is not in use any
more: no mail goes there, and how mail comes to the new one is not theirs to say.
"""

from dataclasses import dataclass

from community.accounts.models import Person
from community.accounts.queries import person_by_id
from community.core import tokens

PURPOSE = "notifications.off"


@dataclass(frozen=True)
class Link:
    """Who has it, about which topic; `reaches`: whether mail still comes to them at the address it was sent to."""

    person: Person
    topic: str
    reaches: bool


def off_token(person: Person, topic: str) -> str:
    """The token of the link for one person and one topic."""
    return tokens.sign(PURPOSE, [person.id, tokens.mark(person.email), topic])


def read_off(token: str) -> Link | None:
    """What a link stands for, None when this person is not known any more. Refuses (TokenBroken) what is not ours."""
    person_id, address, topic = tokens.read(PURPOSE, token, max_age=None)
    person = person_by_id(person_id)
    if person is None:
        return None
    return Link(person, topic, reaches=person.standing != "left" and tokens.is_mark_of(address, person.email))
