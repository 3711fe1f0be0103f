"""Links in mails that work without signing in: one answer of one person about one catch-up, and nothing else."""

from dataclasses import dataclass

from community.accounts.models import Person
from community.accounts.queries import person_by_id
from community.catchups import queries
from community.catchups.models import CatchUp
from community.core import tokens
from community.core.errors import Missing

PURPOSE = "catchups.outcome"
MAX_AGE = 60 * 24 * 3600


@dataclass(frozen=True)
class Answer:
    """What a link stands for: this person says about this catch-up that they met, or did not."""

    person: Person
    catchup: CatchUp
    met: bool


def token_for(person: Person, catchup: CatchUp, *, met: bool) -> str:
    """The token of one answer."""
    return tokens.sign(PURPOSE, [catchup.id, person.id, met])


def answer_in(token: str) -> Answer:
    """The answer of a link; refuses (TokenBroken, TokenExpired, Missing) what is not ours, too old, or no longer theirs to say."""
    catchup_id, person_id, met = tokens.read(PURPOSE, token, MAX_AGE)
    person = person_by_id(person_id)
    if person is None or not queries.sees_of(person, catchup_id):
        raise Missing
    catchup = queries.by_id(catchup_id)
    if catchup is None:
        raise Missing
    return Answer(person, catchup, bool(met))
