"""The list of who would like a circle: putting oneself on it, changing what one said, taking it back."""

from collections.abc import Mapping, Sequence
from typing import Any

from community.accounts.models import Person
from community.circles import queries
from community.circles.forming import hour_codes
from community.circles.models import (
    LONGEST_PLACE,
    LONGEST_TOPIC,
    MODES,
    MOST_LANGUAGES,
    MOST_TOPICS,
    CircleWish,
)
from community.circles.topics import topic_key
from community.core.errors import Invalid
from community.core.extensions import db
from community.core.language import _l
from community.core.spoken import is_choice
from community.core.text import clean_line


def wish(
    actor: Person,
    *,
    languages: Sequence[str],
    topics: Sequence[str],
    hours: Sequence[str],
    mode: str = "remote",
    place: str = "",
    would_facilitate: bool = False,
) -> CircleWish:
    """Say (or say anew) that one would like a circle. Whoever changes it keeps their turn. Refuses (Invalid) by field."""
    told = _checked(
        {
            "languages": languages, "topics": topics, "hours": hours, "mode": mode, "place": place,
            "would_facilitate": would_facilitate,
        }
    )  # fmt: skip
    row = queries.wish_of(actor.id)
    if row is None:
        row = CircleWish(person_id=actor.id, times_left=0)
        db.session.add(row)
    for field, value in told.items():
        setattr(row, field, value)
    db.session.flush()
    return row


def take_wish_back(person_id: int) -> None:
    """Off the list, and out of every draft; what was said is deleted. Nobody is told. Without a wish nothing happens."""
    row = queries.wish_of(person_id)
    if row is not None:
        db.session.delete(row)
        db.session.flush()


def _checked(told: Mapping[str, Any]) -> dict[str, Any]:
    languages = [*dict.fromkeys(code for code in told["languages"] if code)]
    if not languages or not all(map(is_choice, languages)):
        raise Invalid(_l("Please choose at least one language."), field="first_language")
    known, mode = {*hour_codes()}, told["mode"]
    hours = [code for code in hour_codes() if code in {*told["hours"]}]
    if mode not in MODES or not {*told["hours"]} <= known:
        raise Invalid(_l("Please choose one of these."), field="mode")
    place = clean_line(told["place"])[:LONGEST_PLACE]
    if mode == "in_person" and not place:
        raise Invalid(_l("Please say where, so that the others can be near."), field="place")
    if mode != "in_person" and not hours:
        raise Invalid(_l("Please choose when you mostly have time: a circle meets when all of it can."), field="early")
    return {
        "languages": languages[:MOST_LANGUAGES], "topics": _topics(told["topics"]), "hours": hours, "mode": mode,
        "place": place if mode != "remote" else "", "would_facilitate": bool(told["would_facilitate"]),
    }  # fmt: skip


def _topics(typed: Sequence[str]) -> list[str]:
    """Each topic once, however it is written."""
    topics: dict[str, str] = {}
    for line in filter(None, map(clean_line, typed)):
        if len(line) > LONGEST_TOPIC:
            raise Invalid(_l("Please keep each topic to %(max)d characters.", max=LONGEST_TOPIC), field="other_topics")
        topics.setdefault(topic_key(line), line)
    if not topics:
        raise Invalid(_l("Please choose at least one topic, or write your own."), field="topics")
    if len(topics) > MOST_TOPICS:
        raise Invalid(_l("Please choose at most %(most)d topics.", most=MOST_TOPICS), field="topics")
    return [*topics.values()]
