"""One's own profile: its words, who may read them, and "still me"."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from community.accounts.models import Availability, Person
from community.alumni.actions.indexing import reindex
from community.alumni.actions.ranking import rank_again
from community.alumni.fields import clean_audiences
from community.alumni.models import Profile
from community.alumni.queries import indexed, profiles
from community.core import clock
from community.core.errors import Invalid
from community.core.extensions import db
from community.core.language import say
from community.core.outbox import publish
from community.core.spoken import language_code
from community.core.text import clean_line, clean_text, fold
from community.events import PersonChanged

LINES = {
    "headline": 160,
    "place": 120,
    "work_role": 120,
    "work_organisation": 120,
    "work_field": 80,
}
TEXTS = {"about": 4_000, "learning": 1_000, "contact": 500, "dont_ask": 500}
OF_PERSON = {"name": 200, "pronouns": 40}
MOST_TOPICS, LONGEST_TOPIC = 12, 60
MOST_LANGUAGES, MOST_LINKS, LONGEST_LINK = 8, 5, 300


def ensure_profile(person: Person) -> Profile:
    """The profile and availability of a person, begun if there are none: nobody may read anything until its owner says so."""
    profile = indexed.by_person_id(person.id)
    if profile is None:
        profile = profiles.blank(person)
        db.session.add(profile)
    if db.session.get(Availability, person.id) is None:
        db.session.add(Availability(person_id=person.id))
    db.session.flush()
    return profile


def begin_profile(person: Person, audiences: dict[str, str], catchups: str) -> None:
    """Joining: keep who may see what, and let the directory know the newcomer from the moment they have joined."""
    profile = ensure_profile(person)
    profile.audiences = clean_audiences(audiences)
    availability = db.session.get(Availability, person.id)
    if availability is not None and catchups in {"anyone", "related", "not_now"}:
        availability.catchups = catchups
    reindex(profile, person, present=True)
    rank_again(Profile.person_id == person.id)


def save_section(actor: Person, values: dict[str, Any], audiences: dict[str, str]) -> None:
    """Change some of one's own fields and who may read them.

    Publishes PersonChanged. Refuses (Invalid, naming the field) what is too long or too many, a nameless person,
    and links that are no web addresses.
    """
    profile = ensure_profile(actor)
    for key, value in values.items():
        cleaned = _cleaned(key, value)
        setattr(actor if key in OF_PERSON else profile, key, cleaned)
    profile.audiences = profile.audiences | clean_audiences(audiences)
    changed(actor, profile)


def set_audiences(actor: Person, audiences: dict[str, str]) -> None:
    """Say for several fields at once who may read them. Publishes PersonChanged. Refuses (Invalid) an unknown field or audience."""
    wanted = clean_audiences(audiences)
    if len(wanted) != len(audiences):
        raise Invalid(say("Please choose from the list who may see it."))
    profile = ensure_profile(actor)
    profile.audiences = profile.audiences | wanted
    changed(actor, profile)


def confirm_still_me(actor: Person) -> None:
    """Everything on my profile is still right: nobody asks again for a year."""
    profile = ensure_profile(actor)
    profile.checked_on = clock.today()
    db.session.flush()


def changed(actor: Person, profile: Profile) -> None:
    """After a change of one's own: the directory learns of it in the same transaction, the other features by PersonChanged."""
    db.session.flush()
    reindex(profile, actor, present=actor.is_present)
    publish(PersonChanged(person_id=actor.id))


def _cleaned(key: str, value: Any) -> Any:
    if key in LINES:
        return _not_too_long(key, clean_line(value), LINES[key])
    if key in TEXTS:
        return _not_too_long(key, clean_text(value), TEXTS[key])
    if key == "name" and not clean_line(value):
        raise Invalid(say("Please tell us your name: the others need something to call you."), field="name")
    if key in OF_PERSON:
        return _not_too_long(key, clean_line(value), OF_PERSON[key]) or None
    if key in {"offers", "wants"}:
        return _topics(key, value)
    if key == "languages":
        return _few(key, _distinct(language_code(one) for one in pieces(value)), MOST_LANGUAGES)
    if key == "links":
        return _few(key, _distinct(_link(one) for one in value.split()), MOST_LINKS)
    raise Invalid(say("There is no such field."))


def pieces(typed: str) -> list[str]:
    """What was typed as a list: divided by commas, semicolons or lines."""
    return [piece for piece in (clean_line(one) for one in re.split(r"[,;،、，\n]", typed or "")) if piece]


def _topics(key: str, typed: str) -> list[str]:
    topics = _few(key, _distinct(pieces(typed)), MOST_TOPICS)
    for topic in topics:
        _not_too_long(
            key,
            topic,
            LONGEST_TOPIC,
            say("“%(topic)s…” is long for a topic. Please say it in a few words.", topic=topic[:30]),
        )
    return topics


def _distinct(values: Iterable[str]) -> list[str]:
    found: dict[str, str] = {}
    for value in values:
        found.setdefault(fold(value), value)
    return list(found.values())


def _few(key: str, values: list[str], most: int) -> list[str]:
    if len(values) > most:
        raise Invalid(say("Please choose the %(most)s that matter most.", most=most), field=key)
    return values


def _not_too_long(key: str, text: str, most: int, message: Any = None) -> str:
    if len(text) > most:
        raise Invalid(
            message or say("Please make it shorter: at most %(most)s characters fit here.", most=most),
            field=key,
        )
    return text


def _link(typed: str) -> str:
    address = typed if "://" in typed else f"https://{typed}"
    try:
        parts = urlsplit(address)
        good = parts.scheme in {"http", "https"} and "." in (parts.hostname or "") and not parts.username
    except ValueError:
        good = False
    if not good or len(address) > LONGEST_LINK:
        raise Invalid(
            say(
                "“%(link)s” is not a web address we can link to. It should look like https://example.org/you.",
                link=typed[:60],
            ),
            field="links",
        )
    return address
