"""How the search learns of a milestone: one entry each; who may find it is asked with the question (permissions)."""

from community.accounts.models import Person
from community.core import search
from community.core.text import plain
from community.milestones import queries
from community.milestones.models import Milestone
from community.milestones.queries.feed import SEARCH_KIND

# One entry a milestone: its readers are decided by permissions.visible_to, not by the audience of the entry.
AUDIENCE = "readers"


def reindex(milestone: Milestone, subject: Person) -> None:
    """Let it be found by its words and the name of whom it is about; not at all unless it is shared. Idempotent."""
    if milestone.is_shared:
        search.put(SEARCH_KIND, *entry(milestone, subject.name))
    else:
        search.drop(SEARCH_KIND, milestone.id)


def reindex_of(person_id: int) -> None:
    """The same for everything told of somebody, who has another name now."""
    for milestone in queries.all_of(person_id):
        reindex(milestone, milestone.subject)


def entry(milestone: Milestone, name: str) -> tuple[int, str, str, str]:
    """(row_id, audience, title, body) for the search."""
    return milestone.id, AUDIENCE, name, f"{plain(milestone.words)} {milestone.picture_alt}".strip()
