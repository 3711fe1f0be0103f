"""A draft of circles as coordinators look at it: what each circle has in common, who is left over, where somebody could go."""

from dataclasses import dataclass
from typing import Any

from community.accounts.models import Person
from community.circles import queries
from community.circles.actions.forming import look_at
from community.circles.forming import Group
from community.circles.forming_words import LEFT_WORDS, together_words
from community.circles.models import CircleWish, Forming, FormingGroup, FormingPlace
from community.circles.topics import topic_key, topic_words
from community.core import clock
from community.core.extensions import db
from community.core.language import gettext as _
from community.core.language import ngettext
from community.core.spoken import language_words

NEW, NOWHERE = "new", "nowhere"


@dataclass(frozen=True)
class Seat:
    """Somebody of a draft; `wish` is None once they took it back (or are not present any more)."""

    place: FormingPlace
    wish: CircleWish | None


@dataclass(frozen=True)
class Planned:
    """A circle to be. `found` is None when it cannot be as it is; `fault` says in words what to do about it."""

    group: FormingGroup
    seats: list[Seat]
    found: Group | None
    together: str
    topics: list[Any]
    fault: str | None


@dataclass(frozen=True)
class Choice:
    """Where somebody could go."""

    value: str
    label: str
    hint: str
    group: FormingGroup | None = None


def preview_of(actor: Person, forming: Forming) -> dict[str, Any]:
    """Everything the page of a draft shows."""
    places = queries.forming_places(forming)
    ids = [place.person_id for place in places]
    wishes = queries.wishes_by_person(ids)
    seekers = {one.key: one for one in queries.seekers(db.session(), clock.now(), ids)}
    spelled = {topic_key(topic): topic for wish in wishes.values() for topic in wish.topics}
    seats: dict[int | None, list[Seat]] = {}
    for place in places:
        seats.setdefault(place.group_id, []).append(Seat(place, wishes.get(place.person_id)))
    planned = []
    for group in queries.forming_groups(forming):
        inside = seats.get(group.id, [])
        found = look_at(forming, [seekers[one.place.person_id] for one in inside if one.wish])
        topics = [topic_words(spelled[key]) for key in found.topics] if found else []
        together = together_words(found, forming.minutes, actor.time_zone, clock.now()) if found else ""
        planned.append(Planned(group, inside, found, together, topics, _fault(forming, inside, found)))
    return {
        "forming": forming,
        "planned": [one for one in planned if one.seats],
        "left": seats.get(None, []),
        "newcomers": queries.how_many_wish(since=forming.computed_at),
        "ready": not any(one.fault for one in planned if one.seats) and any(one.seats for one in planned),
    }


def choices_for(place: FormingPlace) -> list[Choice]:
    """The circles of the draft with room in which somebody could be, the one they are in, a new one, and none."""
    forming = place.forming
    places = queries.forming_places(forming)
    seekers = {one.key: one for one in queries.seekers(db.session(), clock.now(), [one.person_id for one in places])}
    choices = []
    for group in queries.forming_groups(forming):
        others = [one for one in places if one.group_id == group.id and one.id != place.id and one.person_id in seekers]
        is_here = group.id == place.group_id
        if not others or (len(others) >= forming.largest and not is_here):
            continue
        together = [seekers[one] for one in (place.person_id, *(other.person_id for other in others)) if one in seekers]
        found = look_at(forming, together)
        if is_here or (found is not None and place.person_id in seekers):
            choices.append(_choice(forming, group, others, found, is_here))
    if place.group_id is None or len([one for one in places if one.group_id == place.group_id]) > 1:
        choices.append(Choice(NEW, _("A new circle"), _("It needs more people before it can be released.")))
    choices.append(Choice(NOWHERE, _("No circle this time"), str(LEFT_WORDS[place.reason]) if place.reason else ""))
    return choices


def _choice(
    forming: Forming, group: FormingGroup, others: list[FormingPlace], found: Group | None, is_here: bool
) -> Choice:
    label = _("Circle %(number)d", number=group.number)
    if is_here:
        label = _("Circle %(number)d, as now", number=group.number)
    hint = ", ".join(other.person.name for other in others)
    if found is not None:
        hours = ngettext("%(num)d hour a week in common", "%(num)d hours a week in common", round(found.hours))
        hint = f"{hint} · {language_words(found.language)} · {hours}"
    return Choice(group.public_id, label, hint, group)


def _fault(forming: Forming, seats: list[Seat], found: Group | None) -> str | None:
    if any(seat.wish is None for seat in seats):
        return _("Somebody is not on the list any more: move them out.")
    if len(seats) < forming.smallest:
        return _("Too small: it needs at least %(number)d people.", number=forming.smallest)
    if len(seats) > forming.largest:
        return _("Too large: it takes at most %(number)d people.", number=forming.largest)
    if found is None:
        return _("Something has changed since: these people cannot be put into one circle. Form circles anew.")
    return None
