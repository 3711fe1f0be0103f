"""Reminding: one mail of everybody who is due, at the hour the person chose, once for each time of being due."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, update
from sqlalchemy.exc import IntegrityError

from community.accounts.models import Person
from community.core import clock, mail
from community.core.database import somebody_was_quicker
from community.core.errors import Invalid
from community.core.extensions import db
from community.core.language import say
from community.ties import queries
from community.ties.clock import is_its_time, next_reminder
from community.ties.models import ReminderTime, TieSide

EVERY = ("week", "month", "never")


def set_reminder_time(actor: Person, *, every: str, weekday: int, hour: int) -> None:
    """Say when one would like to be reminded. Refuses (Invalid) what is no such time."""
    if every not in EVERY:
        raise Invalid(say("Please choose how often."), field="every")
    if weekday not in range(7):
        raise Invalid(say("Please choose a day of the week."), field="weekday")
    if hour not in range(24):
        raise Invalid(say("Please choose an hour of the day."), field="hour")
    time = _time_of(actor)
    time.every, time.weekday, time.hour = every, weekday, hour
    time.next_at = None
    if queries.has_somebody_to_remind_of(actor, clock.today(actor.time_zone)):
        _plan(time, actor)
    db.session.flush()


def expect_reminders(person_ids: Collection[int]) -> None:
    """Somebody is due for these people: let their next hour come, where it is not planned already."""
    known = queries.times_of(person_ids) if person_ids else {}
    people = queries.people_by_id(person_ids) if person_ids else {}
    new = [_planned(people[person_id]) for person_id in sorted(people.keys() - known.keys())]
    try:
        with db.session.begin_nested():
            db.session.add_all(new)
    except IntegrityError as error:  # one of them has just chosen an hour
        if not somebody_was_quicker(error):
            raise
        known |= {person_id: _time_of(people[person_id]) for person_id in sorted(people.keys() - known.keys())}
    for person_id, time in known.items():
        if time.next_at is None:
            _plan(time, people[person_id])
    db.session.flush()


def remind(person_ids: Collection[int], now: datetime) -> int:
    """Promise one mail of everybody due to each of these people whose hour has come; how many. Again changes nothing.

    Who takes no part or is quiet gets none; the next look at what is due plans the next hour. The mail itself is
    composed when it is sent, and leaves out whom they have met by then.
    """
    promised = [(time, due) for time in queries.hours_that_came(person_ids, now) if (due := _promise(time))]
    # In the order of whoever changes ties: the ties first, then their sides.
    queries.hold({tie_id for _time, due in promised for tie_id in due})
    for time, due in promised:
        own = and_(TieSide.person_id == time.person_id, TieSide.tie_id.in_(due), TieSide.is_due)
        db.session.execute(update(TieSide).where(own).values(reminded_for=TieSide.due_until))
    db.session.flush()
    return len(promised)


def _promise(time: ReminderTime) -> list[int]:
    """The hour of one person has come: a mail of these ties is promised, if there are any."""
    person, slot = time.person, time.next_at
    time.next_at = None
    if slot is None or time.every == "never" or person.standing != "active":
        return []
    if not is_its_time(time.every, time.weekday, time.hour, person.time_zone, slot):
        _plan(time, person)
        return []
    due = [row.tie_id for row in queries.to_remind_of(person, clock.today(person.time_zone))]
    if due:
        mail.post("ties.reminder", to=person, about=f"ties:{slot.isoformat()}", tie_ids=due)
    return due


def _plan(time: ReminderTime, person: Person) -> None:
    if time.every != "never":
        time.next_at = next_reminder(time.every, time.weekday, time.hour, person.time_zone, clock.now())


def _planned(person: Person) -> ReminderTime:
    """The row of somebody who never chose an hour."""
    time = queries.default_time_of(person)
    _plan(time, person)
    return time


def _time_of(person: Person) -> ReminderTime:
    """The row of a person, made if there is none; of two who make it at once, the second takes the first one's."""
    known = queries.times_of([person.id]).get(person.id)
    if known is not None:
        return known
    made = queries.default_time_of(person)
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError as error:
        if not somebody_was_quicker(error):
            raise
        return queries.times_of([person.id])[person.id]
    return made
