"""What mentorships show on pages of others: on a profile, and quietly at home."""

from datetime import timedelta

from community.accounts.models import PRESENT, Person
from community.core import clock
from community.core.language import _l
from community.core.panels import Panel
from community.mentorships import queries, relations
from community.mentorships.forms import place_words, span_words

MOST = 12
NEWS_FOR = timedelta(days=14)


def on_profile(actor: Person, person: Person) -> Panel | None:
    """The formal mentorships of somebody, as far as the actor may see them; with who may see each in words."""
    found = queries.on_profile(actor, person, MOST + 1)
    if not found:
        return None
    context = {
        "mentorships": found[:MOST],
        "more": len(found) > MOST,
        "subject": person,
        "is_own": actor.id == person.id,
        "actor_id": actor.id,
        "present": PRESENT,
        "with_place": relations.may_say_where(actor, found),
        "place_words": place_words,
        "span_words": span_words,
    }
    return Panel(_l("Mentorships"), "mentorships/_profile.html", context, order=20)


def at_home(actor: Person) -> Panel | None:
    """What the roster brought and nobody may see yet, until the actor has said who may; what the other side corrected, for two weeks."""
    found = queries.news(actor, clock.now() - NEWS_FOR)
    new, corrected = [one for one in found if one.is_new], [one for one in found if not one.is_new]
    told = {"new": new, "corrected": corrected}
    if new:
        return Panel(_l("New in the roster"), "mentorships/_home.html", told, order=50)
    return Panel(_l("Corrected by the other side"), "mentorships/_home.html", told, order=80) if corrected else None
