"""What mentorships show on pages of others: on a profile, quietly at home, and what two people have behind them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from flask import url_for

from community.accounts.models import PRESENT, Person
from community.core import clock
from community.core.language import _l
from community.core.language import gettext as _
from community.core.panels import Happening, Panel, Shared, only_if
from community.core.web.filters import date_words
from community.mentorships import queries, relations
from community.mentorships.forms import span_words
from community.mentorships.models import MEMBERS, Mentorship

MOST = 12
NEWS_FOR = timedelta(days=14)
JUST_ENDED_FOR = timedelta(days=60)


def on_profile(actor: Person, person: Person) -> Panel | None:
    """The formal mentorships of somebody, as far as the actor may see them; with who may see each in words."""
    found = queries.on_profile(actor, person, MOST + 1)
    if not found:
        return None
    with_place = relations.may_say_where(actor, found)
    lines = [_line(one, actor, person, one.id in with_place) for one in found[:MOST]]
    context = {
        "as_coachee": [line for line in lines if line.is_mentor],
        "as_mentor": [line for line in lines if not line.is_mentor],
        "more": len(found) > MOST,
        "is_own": actor.id == person.id,
    }
    return Panel(_l("Mentorships"), "mentorships/_profile.html", context, order=20)


@dataclass(frozen=True, slots=True)
class Line:
    """One mentorship on a profile. `one`: the row, and with it the other person; `is_mentor`: that one was the mentor."""

    one: Any
    is_mentor: bool
    is_here: bool
    place: str
    span: str
    focus: str
    note: Any


def _line(one: Any, actor: Person, subject: Person, with_place: bool) -> Line:
    note = None
    if actor.id in (subject.id, one.mentor_id, one.coachee_id):
        for_all = one.mentor_audience == one.coachee_audience == MEMBERS
        note = _("all members") if for_all else _("only you two")
    return Line(
        one,
        one.coachee_id == subject.id,
        one.standing in PRESENT,
        f"{one.programme} {one.cohort}".strip() if with_place else "",
        span_words(one) if with_place else "",
        Mentorship.focus_for(one, actor),
        note,
    )


@only_if(queries.has_news, lambda actor: {"corrected_since": clock.now() - NEWS_FOR})
def at_home(actor: Person) -> Panel | None:
    """What the roster brought and nobody may see yet, until the actor has said who may; what the other side corrected."""
    found = queries.news(actor, clock.now() - NEWS_FOR)
    new, corrected = [one for one in found if one.is_new], [one for one in found if not one.is_new]
    told = {"new": new, "corrected": corrected}
    if new:
        return Panel(_l("New in the roster"), "mentorships/_home.html", told, order=50)
    return Panel(_l("Corrected by the other side"), "mentorships/_home.html", told, order=80) if corrected else None


def _just_now(actor: Person) -> dict[str, date]:
    today = clock.today(actor.time_zone)
    return {"ended_since": today - JUST_ENDED_FOR, "ended_until": today}


@only_if(queries.has_ended_lately, _just_now)
def happenings(actor: Person) -> list[Happening]:
    """A mentorship of the actor's that ended in the last two months: the best moment to find each other again."""
    today = clock.today(actor.time_zone)
    ended = queries.ended_lately(actor, today - JUST_ENDED_FOR, today)
    return [
        Happening(
            person_id=one.id,
            at=datetime.combine(one.ended_on, time(12), UTC),
            words=_("Your mentorship with %(name)s ended on %(day)s", name=one.name, day=date_words(one.ended_on)),
            url=url_for("catchups.ask", person=one.public_id),
            step=_("Ask for a catch-up"),
            icon="signpost-split",
        )
        for one in ended
    ]


def shared_past(actor: Person, person: Person) -> list[Shared]:
    """The mentorships of the two, with programme and time: to both sides of one nothing of it is hidden."""
    return [
        Shared(
            on=one.ended_on or one.started_on,
            words=_shared_words(one, person, f"{one.programme} {one.cohort}".strip()),
            url=url_for("mentorships.show", mentorship=one.public_id),
            icon="signpost-split",
        )
        for one in queries.between(actor, person)
    ]


def _shared_words(one: Any, person: Person, place: str) -> str:
    if one.mentor_id == person.id:
        return _("%(name)s was your mentor: %(place)s", name=person.name, place=place)
    return _("You were the mentor of %(name)s: %(place)s", name=person.name, place=place)
