"""What milestones show on pages of others: news at home, what waits there, days to remember, somebody's page, a shared past."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import url_for
from markupsafe import Markup

from community.accounts.models import Person
from community.core import clock, text
from community.core.language import _l
from community.core.language import gettext as _
from community.core.panels import Happening, Panel, Shared, only_if
from community.core.web.filters import local
from community.milestones import queries
from community.milestones.queries.home import days_are_wished, somebody_shares, something_waits
from community.milestones.shown import Somebody, portraits, waiting
from community.milestones.wording import KIND_ICONS, day_words, happened, sentence, today_of, weekday_words, years_words

SHOWN_ON_PROFILE = 3
SHOWN_AT_HOME = 5
HAPPENS_FOR = timedelta(days=30)
EXCERPT = 140


@dataclass(frozen=True, slots=True)
class News:
    """A milestone in one line and a half."""

    public_id: str
    sentence: Markup
    icon: str
    day: str
    excerpt: str
    subject: Somebody
    author: str | None


def on_profile(actor: Person, person: Person) -> Panel | None:
    """The newest of somebody that the actor may see, with the way to all of them; and the way to tell something good of them."""
    found = queries.on_profile(actor, person, SHOWN_ON_PROFILE + 1)
    own = actor.id == person.id
    if not found and own:
        return None
    context = {
        "news": _news(actor, found[:SHOWN_ON_PROFILE], with_portraits=False),
        "more": len(found) > SHOWN_ON_PROFILE,
        "person": person,
        "is_own": own,
    }
    return Panel(_l("Milestones"), "milestones/_profile.html", context, order=15)


@only_if(something_waits)
def waiting_at_home(actor: Person) -> Panel | None:
    """What somebody tells of the actor and nobody else reads until they say yes."""
    found = waiting(actor)
    return (
        Panel(_l("Waiting for your yes"), "milestones/_home_waiting.html", {"waiting": found}, order=20)
        if found
        else None
    )


@only_if(somebody_shares)
def news_at_home(actor: Person) -> Panel | None:
    """Your people's news: what they have shared and the actor has not seen, newest first. What the actor has not
    congratulated yet is a reason to reach out now, seen or not."""
    now = clock.now()
    found = queries.lately_for(actor, now - HAPPENS_FOR)
    if not found:
        return None
    fresh = [row for row in found if row.is_new][:SHOWN_AT_HOME]
    return Panel(
        _l("Your people’s news"),
        "milestones/_home.html" if fresh else None,
        {"news": _news(actor, fresh)},
        order=72,
        happenings=_happenings((row for row in found if row.to_congratulate), now),
    )


@only_if(days_are_wished)
def days_at_home(actor: Person) -> Panel | None:
    """A round anniversary of a mentorship, for who asked to be reminded of such days."""
    found = queries.anniversaries(actor, today_of(actor))
    if not found:
        return None
    days = [(one, years_words(one.years)) for one in found]
    return Panel(_l("A day to remember"), "milestones/_home_days.html", {"days": days}, order=74)


def shared_past(actor: Person, person: Person) -> list[Shared]:
    """Milestones of either which the other congratulated."""
    return [
        Shared(
            local(row.said_at).date(),
            _("You congratulated: %(what)s", what=happened(row.kind, row.subject_name))
            if row.said_by_id == actor.id
            else _("%(name)s congratulated you", name=person.name),
            url_for("milestones.show", milestone=row.public_id),
            "award",
        )
        for row in queries.said_to_each_other(actor, person)
    ]


def _happenings(found: Iterable[Any], now: datetime) -> list[Happening]:
    return [
        Happening(
            person_id=row.subject_id,
            at=row.shared_at,
            words=_(
                "%(name)s shared a milestone %(day)s", name=row.subject_name, day=weekday_words(row.shared_at, now)
            ),
            url=url_for("milestones.show", milestone=row.public_id, _anchor="congratulate"),
            step=_l("Congratulate"),
        )
        for row in found
    ]


def _news(actor: Person, found: Iterable[Any], *, with_portraits: bool = True) -> list[News]:
    found, today = [*found], today_of(actor)
    readable = portraits(actor, {row.subject_id: row.subject_portrait for row in found}) if with_portraits else {}
    return [
        News(
            row.public_id,
            sentence(row.kind, row.subject_name, to_me=row.subject_id == actor.id),
            KIND_ICONS[row.kind],
            day_words(row.on, today),
            text.plain(row.words, EXCERPT),
            Somebody(row.subject_public_id, row.subject_name, readable.get(row.subject_id)),
            row.author_name if row.author_id != row.subject_id else None,
        )
        for row in found
    ]
