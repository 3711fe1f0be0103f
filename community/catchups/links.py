"""Links in mails that work without signing in: one kind of answer of one person about one catch-up, and nothing else."""

from dataclasses import dataclass

from community.accounts.mail_links import MailLink
from community.accounts.models import Person
from community.catchups import queries
from community.catchups.models import CatchUp
from community.core.errors import Missing

MET = MailLink("catchups.met")
ANSWER = MailLink("catchups.answer", days=30)
NOT_NOW = MailLink("catchups.not_now", days=30)
AGAIN = MailLink("catchups.again")
INTRODUCED = MailLink("catchups.introduced", days=31)


@dataclass(frozen=True)
class Answer:
    """What a link stands for: this person says about this catch-up that they met, or did not."""

    person: Person
    catchup: CatchUp
    met: bool


def token_for(person: Person, catchup: CatchUp, *, met: bool) -> str:
    """The token of one answer."""
    return MET.token(person, catchup.id, met)


def answer_in(token: str) -> Answer:
    """The answer of a link; refuses (TokenBroken, TokenExpired, Missing) what is not ours, too old, or no longer theirs to say."""
    person, catchup_id, met = MET.read(token)
    return Answer(person, _seen_by(person, catchup_id), bool(met))


def catchup_in(link: MailLink, token: str) -> tuple[Person, CatchUp]:
    """Who answers what by a link of this kind; refuses the same."""
    person, catchup_id = link.read(token)
    return person, _seen_by(person, catchup_id)


def _seen_by(person: Person, catchup_id: int) -> CatchUp:
    catchup = queries.by_id(catchup_id) if queries.sees_of(person, catchup_id) else None
    if catchup is None:
        raise Missing
    return catchup
