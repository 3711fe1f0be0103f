"""Links in mails about ties that work without signing in: each says one thing about one tie, or answers one offer."""

from datetime import date

from community.accounts.mail_links import MailLink
from community.accounts.models import Person

TALKED_LINK = MailLink("ties.talked")
LATER_LINK = MailLink("ties.later")
OFFER_LINK = MailLink("ties.offer")


def reminder_token(link: MailLink, person: Person, tie: str, last_on: date) -> str:
    """The token of TALKED_LINK or LATER_LINK for a tie (its public id) as the mail knows it: due since contact on `last_on`.

    Whoever reads it compares the days: after newer contact there is nothing left to say.
    """
    return link.token(person, tie, last_on.isoformat())


def offer_token(person: Person, offerer_id: int, *, yes: bool) -> str:
    """The token of one answer to the offer of somebody."""
    return OFFER_LINK.token(person, offerer_id, yes)
