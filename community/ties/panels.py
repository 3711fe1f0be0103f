"""What ties show on pages of others: on a profile, how one keeps in touch with its person, or could begin to."""

from community.accounts.models import Person
from community.core.language import _l
from community.core.panels import Panel
from community.ties.queries import pages


def on_profile(actor: Person, person: Person) -> Panel | None:
    """The way to one's tie; or asking whether to keep in touch; or the answer to that question. Nothing on one's own profile."""
    if actor.id == person.id:
        return None
    known = pages.known_of(actor, person)
    return Panel(_l("Keeping in touch"), "ties/_profile.html", {"person": person, "known": known}, order=10)
