"""Starting a circle, and changing what it says of itself."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from community.accounts.models import Person
from community.accounts.queries import lock
from community.circles import queries
from community.circles.actions.steps import admit, held_seat
from community.circles.actions.waiting import keep_places
from community.circles.models import (
    JOINING,
    LARGEST,
    LENGTHS,
    LONGEST_NAME,
    LONGEST_PLACE,
    LONGEST_PURPOSE,
    LONGEST_TOPIC,
    MODES,
    MOST_MEETINGS,
    MOST_TOPICS,
    RHYTHMS,
    SMALLEST,
    Circle,
    CircleMember,
)
from community.circles.permissions import WELCOME
from community.core import clock
from community.core.errors import Conflict, Invalid
from community.core.extensions import db
from community.core.language import _l
from community.core.outbox import publish
from community.core.text import clean_line, clean_text, fold
from community.events import CircleStarted

MOST_A_WEEK = 3
A_WEEK = timedelta(days=7)
CHOICES: Mapping[str, Sequence[Any]] = {"mode": MODES, "rhythm": RHYTHMS, "minutes": LENGTHS, "joining": JOINING}


def start(actor: Person, *, name: str, purpose: str, **wishes: Any) -> CircleMember:
    """Start a circle: the actor is its first member and its facilitator. Returns their row.

    `wishes`: topics, language, mode, place, size, planned_meetings, rhythm, minutes, joining, is_listed, takes_turns.
    Refuses (Invalid) what does not fit a circle; (Conflict) the fourth within a week. Publishes CircleStarted, CircleJoined.
    """
    told = _checked({"name": name, "purpose": purpose, **wishes})
    lock(actor)
    reason = reason_not_to_start(actor)
    if reason is not None:
        raise reason
    circle = Circle(facilitator_id=actor.id, starter_id=actor.id, taken=0, **told)
    db.session.add(circle)
    db.session.flush()
    seat = admit(circle, actor.id)
    publish(CircleStarted(circle.id, actor.id))
    return seat


def reason_not_to_start(actor: Person) -> Conflict | None:
    """Why the actor cannot start one now; None when they can."""
    if queries.started_since(actor.id, clock.now() - A_WEEK) < MOST_A_WEEK:
        return None
    return Conflict(
        _l("You have started %(number)d circles this week.", number=MOST_A_WEEK),
        what_next=_l("Give them a little time to fill; come back in some days."),
    )


def change(actor: Person, seat: CircleMember, *, name: str, purpose: str, **wishes: Any) -> Circle:
    """Change what the circle says of itself. More places are kept for who waits. Who is in it stays in it.

    Refuses (Invalid) what does not fit, fewer places than are taken, and to list a circle that others came into, or were invited
    to, on the word that nobody outside sees who is in it. Publishes CirclePlaceKept for each place kept.
    """
    told = _checked({"name": name, "purpose": purpose, **wishes})
    circle = held_seat(actor, seat, WELCOME).circle
    if told.get("size", circle.size) < circle.taken:
        raise Invalid(_l("%(number)d places are taken or kept already.", number=circle.taken), field="size")
    if told.get("is_listed") and not circle.is_listed and queries.person_ids_concerned(circle.id) - {actor.id}:
        raise Invalid(
            _l("Others came here, or were invited, on the word that nobody outside sees who is in it. So it stays."),
            field="is_listed",
        )
    for field, value in told.items():
        setattr(circle, field, value)
    db.session.flush()
    keep_places(circle)
    return circle


def _checked(told: Mapping[str, Any]) -> dict[str, Any]:
    """What was told, cleaned. Refuses (Invalid) by the name of the field."""
    fit = dict(told)
    fit["name"] = _line(told["name"], LONGEST_NAME, "name", needed=_l("Please give the circle a name."))
    fit["purpose"] = clean_text(told["purpose"])
    if not fit["purpose"]:
        raise Invalid(_l("Please say what the circle is for."), field="purpose")
    if len(fit["purpose"]) > LONGEST_PURPOSE:
        raise Invalid(_l("Please keep it to %(max)d characters.", max=LONGEST_PURPOSE), field="purpose")
    if "place" in told:
        fit["place"] = _line(told["place"], LONGEST_PLACE, "place")
    if "topics" in told:
        fit["topics"] = _topics(told["topics"])
    for field, choices in CHOICES.items():
        if field in told and told[field] not in choices:
            raise Invalid(_l("Please choose one of these."), field=field)
    for field, least, most in (("size", SMALLEST, LARGEST), ("planned_meetings", 1, MOST_MEETINGS)):
        if field in told and not least <= told[field] <= most:
            raise Invalid(_l("Please choose a number from %(least)d to %(most)d.", least=least, most=most), field=field)
    return fit


def _line(typed: str, longest: int, field: str, needed: Any = None) -> str:
    line = clean_line(typed)
    if needed is not None and not line:
        raise Invalid(needed, field=field)
    if len(line) > longest:
        raise Invalid(_l("Please keep it to %(max)d characters.", max=longest), field=field)
    return line


def _topics(typed: Sequence[str]) -> list[str]:
    """Each topic once, however it is written; a bar would end it where it is looked for."""
    lines = [_line(topic.replace("|", "/"), LONGEST_TOPIC, "topics") for topic in typed]
    topics: dict[str, str] = {}
    for line in filter(None, lines):
        topics.setdefault(fold(line), line)
    if len(topics) > MOST_TOPICS:
        raise Invalid(_l("Please choose at most %(most)d topics.", most=MOST_TOPICS), field="topics")
    return [*topics.values()]
