"""The link in a mentor's mail that lets them congratulate without signing in: one person, one milestone, nothing else."""

from community.accounts.mail_links import MailLink
from community.accounts.models import Person
from community.core.errors import Missing
from community.milestones import queries
from community.milestones.models import Milestone

CONGRATULATE = MailLink("milestones.congratulate", days=60)


def token_for(person: Person, milestone: Milestone) -> str:
    """The token by which this person may congratulate."""
    return CONGRATULATE.token(person, milestone.id)


def invited_by(token: str) -> tuple[Person, Milestone]:
    """Who holds the link, and the milestone. Refuses (TokenBroken, TokenExpired, Missing) what is not ours, too old, or
    no longer for them to read."""
    person, milestone_id = CONGRATULATE.read(token)
    milestone = queries.by_id(milestone_id) if queries.is_visible(person, milestone_id) else None
    if milestone is None:
        raise Missing
    return person, milestone
