"""What catch-ups say on pages of others."""

from community.accounts.models import Person
from community.catchups import queries
from community.catchups.wording import introduced_words
from community.core import clock
from community.core.language import _l
from community.core.panels import Panel, only_if


@only_if(queries.has_introductions_waiting, lambda actor: {"introduced_now": clock.now()})
def introductions(actor: Person) -> Panel | None:
    """At home: introductions the actor has not answered yet."""
    sides = queries.introductions_waiting(actor, clock.now())
    if not sides:
        return None
    context = {"introductions": sides, "introduced_words": introduced_words}
    return Panel(_l("Would you like to meet?"), "catchups/introductions/_panel.html", context, order=20)
