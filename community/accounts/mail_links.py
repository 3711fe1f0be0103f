"""Links in mails that let somebody answer without signing in: for one purpose, one person and one thing.

The page behind such a link shows what it is about to say and one button that says it: opening it changes nothing, so that
a mail scanner may look as often as it likes. Every feature names its own links (`links.py`).

A link works only as long as the person is reached at the address it was sent to: who reads an old mailbox, an employer's
perhaps, answers for nobody.
"""

from dataclasses import dataclass
from typing import Any

from flask import g, has_request_context, request

from community.accounts.models import Person
from community.accounts.queries import person_by_id
from community.core import tokens
from community.core.errors import Missing
from community.core.language import _l
from community.core.outbox import publish
from community.events import AnsweredByMail

A_DAY = 24 * 3600


@dataclass(frozen=True)
class MailLink:
    """One kind of link: `purpose` keeps it apart from all others, `days` is how long it works."""

    purpose: str
    days: int = 60

    def token(self, person: Person, *about: Any) -> str:
        """The token for one person about one thing (ids and plain values; whoever holds the link can read them)."""
        return tokens.sign(self.purpose, [person.id, tokens.mark(person.email), *about])

    def read(self, token: str) -> tuple[Any, ...]:
        """The person, and what it is about. Refuses (TokenBroken, TokenExpired) what is not ours or too old, and
        (Missing) a link of somebody who does not take part any more, or has another address now."""
        person_id, address, *about = tokens.read(self.purpose, token, self.days * A_DAY)
        person = person_by_id(person_id)
        if person is None or not person.is_present:
            raise Missing
        if not tokens.is_mark_of(address, person.email):
            raise Missing(_l("This link was sent to an address that is not in use any more."))
        _tell_the_inbox(person)
        return person, *about


def _tell_the_inbox(person: Person) -> None:
    """Whoever sends the page behind a link answers: what the inbox says of it may be settled. Publishes AnsweredByMail."""
    if has_request_context() and request.method == "POST" and person.unread_notices and "answers_by_mail" not in g:
        g.answers_by_mail = True
        publish(AnsweredByMail(person.id))
