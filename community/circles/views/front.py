"""The front page of a circle: what it says of itself to who is not in it, and the one step they can take."""

from typing import Any

from community.circles import actions, queries
from community.circles.forms.joining import RequestForm
from community.circles.models import REMOVED, Circle
from community.circles.permissions import PENDING
from community.circles.permissions.joining import may_knock
from community.circles.places import place_told
from community.circles.wording import MODE_WORDS, meets_words, places_words, seen_words
from community.core.web import current_actor, page


def front(circle: Circle, form: RequestForm | None = None) -> Any:
    """The page for everybody who sees the circle and is not in it; `form`: the words of a request that need another look."""
    actor = current_actor()
    own, inviter = queries.own_row(actor, circle)
    waiting = queries.how_many_wait(circle.id)
    knocks = may_knock(actor, circle, own)
    return page(
        "circles/front.html",
        form=form or (RequestForm(formdata=None) if circle.joining == "on_request" else None),
        circle=circle,
        place=place_told(own, inviter) if own is not None and own.state in PENDING and circle.is_running else None,
        may_knock=knocks,
        was_let_go=own is not None and own.state == REMOVED,
        refusal=actions.reason_not_to_ask(actor, own) if knocks else None,
        queues=circle.is_full or waiting > 0,
        members=queries.members_seen_by(actor, circle.id) if circle.is_listed else [],
        facilitator=_facilitator(circle),
        mode=MODE_WORDS[circle.mode],
        places=places_words(circle.taken, circle.size, waiting),
        meets=meets_words(circle.rhythm, circle.minutes, circle.planned_meetings),
        seen=seen_words(circle.is_listed),
    )


def _facilitator(circle: Circle) -> str | None:
    """Who holds it together. Where a block parts them from the reader, the circle is not there at all."""
    person = circle.facilitator
    return person.name if person is not None and person.is_present else None
