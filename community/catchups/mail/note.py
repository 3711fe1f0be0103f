"""The one shape of most mails about catch-ups, and what they say alike."""

from collections.abc import Sequence
from datetime import datetime

from flask import url_for

from community.accounts.models import Person
from community.catchups import queries
from community.catchups.models import CatchUp
from community.core import clock, mail
from community.core.language import gettext as _
from community.core.mail import CalendarPart, Message
from community.core.web.filters import when_words


def standing_at(person: Person, catchup_id: int, *states: str) -> CatchUp | None:
    """The catch-up, if this person may still see it and it still stands like this."""
    if not queries.sees_of(person, catchup_id):
        return None
    catchup = queries.by_id(catchup_id)
    return catchup if catchup is not None and catchup.state in states else None


def start_of(catchup: CatchUp) -> datetime:
    assert catchup.starts_at is not None  # an agreed one has a time
    return catchup.starts_at


def times_of(catchup: CatchUp, other: Person) -> list[str]:
    if catchup.is_exchange:
        return []
    now = clock.now()
    ahead = [when_words(time.starts_at) for time in catchup.offered if time.starts_at > now]
    return ahead or [_("%(name)s would be glad if you suggested a time.", name=other.name)]


def note(
    catchup: CatchUp,
    subject: str,
    lines: Sequence[str],
    action: str,
    *,
    facts: Sequence[str] = (),
    url: str | None = None,
    page: str = "",
    also: Sequence[tuple[str, str]] = (),
    calendar: CalendarPart | None = None,
) -> Message:
    """A mail about one catch-up; without another `url` it leads to its page. `page`: see Message."""
    return mail.note(
        subject, lines, action, url or url_for("catchups.show", catchup=catchup.public_id, _external=True),
        facts=facts, also=also, calendar=calendar, page=page, thread=f"catchup:{catchup.id}",
        why=_("You get this mail because it is about a catch-up between you and one other member."),
        names=(catchup.asker_id, catchup.asked_id),
    )  # fmt: skip
