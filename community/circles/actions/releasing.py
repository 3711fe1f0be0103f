"""Releasing a draft: its circles are made, everybody in them is invited, and who has none is told kindly."""

from community.accounts.models import Person
from community.circles import queries
from community.circles.actions.ending import end
from community.circles.actions.forming import held_draft, look_at
from community.circles.actions.inviting import invite_to
from community.circles.actions.steps import held
from community.circles.forming import FIT, Group
from community.circles.models import (
    IN,
    INVITED,
    LONGEST_NAME,
    MOST_TOPICS,
    SMALLEST,
    Circle,
    Forming,
    FormingGroup,
    FormingPlace,
)
from community.circles.models.forming import RELEASED, RELEASING
from community.circles.topics import topic_key, topic_words
from community.core import clock, mail
from community.core.errors import Conflict
from community.core.extensions import db
from community.core.language import _l, gettext
from community.core.outbox import publish
from community.events import CircleHandedOn, CirclePlaceNotFound, FormingDue


def release(actor: Person, forming: Forming) -> None:
    """Release a draft: the worker makes its circles, some at a time. Nobody is enrolled: everybody is invited and may say no.

    Refuses: Refused unless the actor coordinates; Conflict for a draft that is none any more, without a circle, or with
    one that cannot be released as it is (`not_ready`). Publishes FormingDue.
    """
    forming = held_draft(actor, forming)
    _forget_empty(forming)
    if not queries.forming_groups(forming):
        raise Conflict(_l("There is no circle in this draft."), what_next=_l("Form circles anew from the list."))
    waiting = not_ready(forming)
    if waiting:
        raise Conflict(
            _l("Circle %(number)d cannot be released as it is.", number=waiting[0]),
            what_next=_l("Change it by hand, or form circles anew from the list."),
        )
    forming.state, forming.released_at = RELEASING, clock.now()
    publish(FormingDue(forming.id))
    db.session.flush()


def not_ready(forming: Forming) -> list[int]:
    """The numbers of the circles that cannot be released: too small or large, or somebody left the list or does not fit any more."""
    places = queries.forming_places(forming)
    seekers = {one.key: one for one in queries.seekers(db.session(), clock.now(), [one.person_id for one in places])}
    numbers = []
    for group in queries.forming_groups(forming):
        ids = [place.person_id for place in places if place.group_id == group.id]
        there = [seekers[one] for one in ids if one in seekers]
        sized = forming.smallest <= len(ids) <= forming.largest
        if not sized or len(there) < len(ids) or look_at(forming, there) is None:
            numbers.append(group.number)
    return numbers


def make_next(forming_id: int) -> None:
    """Make the next circles of a released draft, and the promise of those after them; after the last, tell who has none."""
    forming = queries.locked_forming(forming_id)
    if forming is None or forming.state != RELEASING:
        return
    for group in queries.next_forming_groups(forming_id):
        _make(forming, group)
    if queries.next_forming_groups(forming_id):
        publish(FormingDue(forming_id))
        return
    forming.state = RELEASED
    _tell_who_has_none(forming)


def welcome_into_formed(circle_id: int, person_id: int) -> None:
    """Somebody said yes to a formed circle that nobody holds together yet: whoever offered does, else the newcomer is asked too."""
    circle = queries.by_id(circle_id)
    if circle is None or not queries.is_formed(circle_id):
        return
    circle, offered = held(circle), queries.offered_to_facilitate(circle_id)
    seat = queries.seat_by_ids(circle_id, person_id)
    if circle.facilitator_id is not None or not circle.is_running or seat is None or not seat.is_in:
        return
    if person_id in offered:
        circle.facilitator_id = person_id
        publish(CircleHandedOn(circle_id, person_id))
    elif not offered & {member.person_id for member in queries.members(circle_id, IN, INVITED)}:
        person = db.session.get_one(Person, person_id)
        mail.post("circles.facilitator_needed", to=person, about=f"circle:{circle_id}:formed", circle_id=circle_id)


def end_unwanted() -> None:
    """End the formed circles to which everybody said no. Publishes CircleEnded for each."""
    for circle_id in queries.unwanted_circles():
        circle = queries.locked(circle_id)
        if circle is not None and not circle.taken:
            end(circle)


def _make(forming: Forming, group: FormingGroup) -> None:
    """One circle, with an invitation for everybody of it who is still on the list; their wishes are fulfilled."""
    places = queries.places_of_group(group)
    wishes = queries.wishes_by_person([place.person_id for place in places])
    there = [place for place in places if place.person_id in wishes]
    found = _as_it_stands(forming, there)
    if found is None:  # somebody left or blocked somebody since: rather no circle than one that cannot be
        for place in places:
            place.group, place.reason = None, FIT
        db.session.delete(group)
        db.session.flush()
        return
    spelled = {topic_key(topic): topic for wish in wishes.values() for topic in wish.topics}
    topics = [str(topic_words(spelled[key])) for key in found.topics[:MOST_TOPICS]]
    circle = Circle(
        name=_name(forming, topics[0] if topics else gettext("A new circle")),
        purpose=gettext("Formed from the list of people who would like a circle. What it is for is yours to say together."),
        topics=topics, language=found.language, mode=found.mode, place=_place_of(there, wishes, found),
        size=max(SMALLEST, forming.largest, len(there)), taken=0, planned_meetings=forming.planned_meetings,
        minutes=forming.minutes, joining="by_invitation", is_listed=False,
    )  # fmt: skip
    db.session.add(circle)
    db.session.flush()
    group.circle_id = circle.id
    for place in there:
        invite_to(circle, place.person)
        db.session.delete(wishes[place.person_id])
    db.session.flush()


def _name(forming: Forming, topic: str) -> str:
    """After what they have in common; with a number when another circle of this draft already has that name."""
    taken, name, number = queries.names_of_formed(forming), topic[:LONGEST_NAME], 1
    while name in taken:
        number += 1
        name = f"{topic[: LONGEST_NAME - len(str(number)) - 1]} {number}"
    return name


def _as_it_stands(forming: Forming, there: list[FormingPlace]) -> Group | None:
    """The circle at this moment; None when it can be none any more."""
    if len(there) < forming.smallest:
        return None
    return look_at(forming, queries.seekers(db.session(), clock.now(), [place.person_id for place in there]))


def _place_of(there: list[FormingPlace], wishes: dict, found: Group) -> str:  # type: ignore[type-arg]
    """Where a circle meets that meets in person, as the first of them wrote it."""
    return next((wishes[one.person_id].place for one in there), "") if found.place else ""


def _tell_who_has_none(forming: Forming) -> None:
    """Their wish stays on the list, first in turn next time."""
    places = [place for place in queries.forming_places(forming) if place.group_id is None]
    wishes = queries.wishes_by_person([place.person_id for place in places])
    for place in places:
        if place.person_id in wishes:
            wishes[place.person_id].times_left += 1
            publish(CirclePlaceNotFound(place.person_id, forming.id, place.reason or FIT))
    db.session.flush()


def _forget_empty(forming: Forming) -> None:
    """Circles from which everybody was moved away by hand."""
    full = {place.group_id for place in queries.forming_places(forming)}
    for group in queries.forming_groups(forming):
        if group.id not in full:
            db.session.delete(group)
    db.session.flush()
