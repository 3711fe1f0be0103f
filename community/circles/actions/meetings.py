"""Planning meetings: one, or a series of them."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from community.accounts.models import Person
from community.circles import queries
from community.circles.actions.steps import held_seat
from community.circles.models import (
    LENGTHS,
    LONGEST_ADDRESS,
    LONGEST_AGENDA,
    MOST_AHEAD,
    MOST_IN_A_SERIES,
    RHYTHMS,
    Circle,
    CircleMeeting,
    CircleMember,
    MeetingSeries,
)
from community.circles.permissions import FACILITATE
from community.core import clock
from community.core.errors import Conflict, Invalid
from community.core.extensions import db
from community.core.language import _l, say
from community.core.outbox import publish
from community.core.recurrence import Rule
from community.core.text import clean_line, clean_text
from community.events import MeetingPlanned

REMIND_BEFORE = timedelta(days=1)
FURTHEST = timedelta(days=731)


def plan(
    actor: Person,
    seat: CircleMember,
    *,
    starts_at: datetime,
    minutes: int | None = None,
    zone: str | None = None,
    place: str = "",
    agenda: str = "",
    rhythm: str | None = None,
    length: int = 1,
) -> CircleMeeting:
    """Plan a meeting, or with a `rhythm` a series of `length`; returns the first. Minutes: the circle's own, unless told.

    A series keeps the wall time of `zone` (the actor's, unless told). Refuses: Conflict for who does not hold the circle
    together any more, and beyond 48 meetings ahead; Invalid for a time that is past or more than two years away, and a
    length the circle does not know. Publishes MeetingPlanned.
    """
    seat = held_seat(actor, seat, FACILITATE)
    minutes, zone = minutes or seat.circle.minutes, zone or actor.time_zone
    check_time(starts_at, minutes)
    values = {"minutes": minutes, "zone": zone, **checked_words(place, agenda)}
    if rhythm is None:
        _refuse_too_many(seat.circle, 1)
        first = one_meeting(seat.circle, starts_at, uid=new_uid(), **values)
    else:
        _check_series(rhythm, length)
        _refuse_too_many(seat.circle, length)
        first = new_series(seat.circle, Rule(starts_at, zone, rhythm, length), **values)[0]
    publish(MeetingPlanned(first.id, actor.id))
    return first


def new_series(circle: Circle, rule: Rule, *, minutes: int, **values: Any) -> list[CircleMeeting]:
    """A series with all its meetings, in a circle that is held."""
    series = MeetingSeries(
        circle_id=circle.id, uid=new_uid(), rhythm=rule.rhythm, zone=rule.zone, begins_at=rule.begins_at,
        minutes=minutes, length=rule.length, sequence=0, ruled_at=0,
    )  # fmt: skip
    db.session.add(series)
    db.session.flush()
    values |= {"minutes": minutes, "zone": rule.zone}
    return [
        one_meeting(circle, moment, uid=series.uid, series=series, series_at=moment, **values)
        for moment in rule.moments()
    ]


def one_meeting(circle: Circle, starts_at: datetime, **values: Any) -> CircleMeeting:
    """One row, with its reminder a day before."""
    meeting = CircleMeeting(circle_id=circle.id, starts_at=starts_at, remind_at=reminder_for(starts_at), **values)
    meeting.circle = circle
    db.session.add(meeting)
    db.session.flush()
    return meeting


def reminder_for(starts_at: datetime) -> datetime | None:
    """A day before; nobody is reminded of what is planned for the next hours anyway."""
    at = starts_at - REMIND_BEFORE
    return at if at > clock.now() else None


def new_uid() -> str:
    """What calendars know something by, for ever. It says nothing of the circle."""
    return f"{uuid4().hex}@meetings"


def check_time(starts_at: datetime, minutes: int) -> None:
    """Refuses (Invalid) what is past, very far away, or of no length a meeting has."""
    now = clock.now()
    if starts_at <= now:
        raise Invalid(say("This is already past. Please choose a later time."), field="day")
    if starts_at > now + FURTHEST:
        raise Invalid(say("Please choose a day within the next two years."), field="day")
    if minutes not in LENGTHS:
        raise Invalid(say("Please choose one of the lengths."), field="minutes")


def checked_words(place: str, agenda: str) -> dict[str, str]:
    """Place and agenda, cleaned and not longer than they may be."""
    return {"place": clean_line(place)[:LONGEST_ADDRESS], "agenda": clean_text(agenda)[:LONGEST_AGENDA]}


def _check_series(rhythm: str, length: int) -> None:
    if rhythm not in RHYTHMS:
        raise Invalid(say("Please choose how often you meet."), field="rhythm")
    if not 2 <= length <= MOST_IN_A_SERIES:
        raise Invalid(say("A series has 2 to %(most)d meetings.", most=MOST_IN_A_SERIES), field="length")


def _refuse_too_many(circle: Circle, more: int) -> None:
    if len(queries.meetings_ahead(circle.id)) + more > MOST_AHEAD:
        raise Conflict(
            _l("There are many meetings planned already."),
            what_next=_l("Cancel some of them first, or plan these when a few have passed."),
        )
