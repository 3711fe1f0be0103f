"""Why to reach out to somebody now, as far as catch-ups know: the day has come on which they wanted to be asked again."""

from datetime import UTC, date, datetime, time, timedelta

from flask import url_for

from community.accounts.models import Person
from community.catchups import queries
from community.core import clock
from community.core.language import gettext as _
from community.core.panels import Happening, only_if
from community.core.web.filters import date_words

FRESH = timedelta(days=60)
MOST = 5


def _lately(actor: Person) -> dict[str, date]:
    today = clock.today(actor.time_zone)
    return {"wait_since": today - FRESH, "wait_until": today}


@only_if(queries.has_somebody_to_ask_again, _lately)
def to_ask_again(actor: Person) -> list[Happening]:
    """People who said "not now, ask me after …" to the actor, once that day has come and as long as they are open to it."""
    since = clock.today(actor.time_zone) - FRESH
    return [
        Happening(
            person_id=person.id,
            at=datetime.combine(day, time.min, UTC),
            words=_("%(name)s asked you to ask again after %(day)s.", name=person.name, day=date_words(day, "d MMMM")),
            url=url_for("catchups.ask", person=person.public_id),
            step=_("Ask for a catch-up"),
            icon="cup-hot",
        )
        for person, day in queries.asked_to_ask_again(actor, since, MOST)
    ]
