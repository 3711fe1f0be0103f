"""What tests of circles build, through the actions."""

from datetime import UTC, datetime, timedelta
from typing import Any

from community.accounts.models import Person
from community.circles import actions, queries
from community.circles.actions.forming import compute_forming
from community.circles.models import (
    CheckinQuestion,
    Circle,
    CircleMeeting,
    CircleMember,
    CircleOpening,
    CirclePoll,
    CirclePost,
    CirclePromise,
    CircleReport,
    CircleWish,
    FormingPlace,
)
from community.core import clock
from community.core.extensions import db

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def meeting(seat: CircleMember, **values: Any) -> CircleMeeting:
    """A meeting in a week, planned by whose seat it is; with `rhythm` and `length` the first of a series."""
    values.setdefault("starts_at", clock.now() + timedelta(days=7))
    return actions.plan(db.session.get_one(Person, seat.person_id), seat, **values)


def begun(seat: CircleMember, **values: Any) -> CircleMeeting:
    """A meeting that begins at this moment."""
    planned = meeting(seat, **values)
    planned.starts_at = clock.now()
    db.session.flush()
    return planned


def post(author: Person, circle: Circle, words: str = "The tide was kind to us today.") -> CirclePost:
    """Something a member writes in a circle, from which a conversation may begin."""
    seat = queries.seat(author, circle.public_id)
    assert seat is not None
    return actions.write_post(author, seat, words=words)


def reply(author: Person, to: CirclePost, words: str = "It was to me, too.") -> CirclePost:
    """What a member answers to a post."""
    return actions.reply(author, to, words=words)


def report(
    person: Person, circle: Circle, words: str = "I am frightened.", post: CirclePost | None = None
) -> CircleReport:
    """What somebody who is in a circle tells the coordinators."""
    seat = queries.seat_to_tell_of(person, circle.public_id)
    assert seat is not None
    return actions.report_circle(person, seat, words=words, post=post)


def opening(asker: Person, circle: Circle, about: CircleReport | None = None) -> CircleOpening:
    """A coordinator asks to open a circle, because of a report or else of a danger."""
    words = {"reason": "She wrote of harming herself.", "notice": "Somebody may be in danger."}
    return actions.ask_opening(asker, circle, report=about, **words)


def opened(asker: Person, second: Person, circle: Circle) -> CircleOpening:
    """A circle that is open to two coordinators."""
    return actions.open_circle(second, opening(asker, circle))


def promise(person: Person, circle: Circle, words: str = "I will call my old mentor.", **values: Any) -> CirclePromise:
    """What a member promises, by a day in a week unless told otherwise."""
    values.setdefault("due_on", clock.today(person.time_zone) + timedelta(days=7))
    return actions.make_promise(person, seat_of(person, circle), words=words, **values)


def question(person: Person, meeting: CircleMeeting, words: str = "What is on your mind?") -> CheckinQuestion:
    """A question of the check-in of a meeting."""
    return actions.ask_question(person, meeting, words=words)


def poll(person: Person, circle: Circle, *days: int) -> CirclePoll:
    """A question for a time, so many days from now each."""
    times = [clock.now() + timedelta(days=day) for day in days or (7, 8, 9)]
    return actions.open_poll(person, seat_of(person, circle), times=times)


def closing(person: Person, circle: Circle, days: int = 14) -> None:
    """The closing round begins."""
    until = clock.today(person.time_zone) + timedelta(days=days)
    actions.begin_closing(person, seat_of(person, circle), until=until)


def closing_words(person: Person, circle: Circle, words: str = "I keep the courage to ask.") -> None:
    """What a member says at the end."""
    actions.write_closing(person, seat_of(person, circle), parts={"keep": words})


def seat_of(person: Person, circle: Circle) -> CircleMember:
    """The row of a member of a circle."""
    seat = queries.seat(person, circle.public_id)
    assert seat is not None
    return seat


def wish(person: Person, **values: Any) -> CircleWish:
    """Somebody would like a circle; unless told otherwise in English, in the evenings, about leading."""
    values.setdefault("languages", ["en"])
    values.setdefault("topics", ["leading"])
    values.setdefault("hours", [f"{day}-{part}" for day in range(5) for part in ("afternoon", "evening")])
    return actions.wish(person, **values)


def draft(coordinator: Person, *people: Person) -> FormingPlace:
    """A draft of circles from the wishes of these people; gives the place of the first of them."""
    for person in people:
        wish(person)
    made = actions.ask_forming(coordinator, smallest=4, size=4, largest=5, minutes=75, planned_meetings=6)
    compute_forming(made.id)
    return next(place for place in queries.forming_places(made) if place.person_id == people[0].id)


def place_of(person: Person, circle: Circle) -> CircleMember | None:
    """What somebody has to do with a circle, as it is in the database."""
    return queries.fresh_seat(circle.id, person.id)


def full_circle(make: Any, facilitator: Person, **values: Any) -> CircleMember:
    """The facilitator's row of an open circle of four in which every place is taken by people of no name."""
    return make.circle(facilitator, *(make.person() for _ in range(3)), **{"size": 4, "joining": "open", **values})
