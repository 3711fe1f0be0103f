"""What everything that is done with meetings shares: holding one, its rows, and checking what was typed."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from community.accounts.models import Person
from community.circles import queries
from community.circles.actions.steps import LOOK_AGAIN
from community.circles.models import (
    LENGTHS,
    LONGEST_ADDRESS,
    Circle,
    CircleMeeting,
    MeetingSeries,
)
from community.core import clock
from community.core.errors import Conflict, Invalid, Missing
from community.core.extensions import db
from community.core.language import _l, say
from community.core.policy import Permission, can
from community.core.recurrence import Rule
from community.core.text import clean_line

REMIND_BEFORE = timedelta(days=1)
FURTHEST = timedelta(days=731)


def held_meeting(actor: Person, meeting: CircleMeeting, permission: Permission) -> CircleMeeting:
    """The meeting as it is now, its circle held. Refuses (Conflict) what the actor may not do any more."""
    if queries.locked(meeting.circle_id) is None:
        raise Missing
    fresh = queries.fresh_meeting(meeting.id)
    if fresh is None or not can(actor, permission, fresh):
        raise Conflict(_l("Something has changed since you opened this page."), what_next=LOOK_AGAIN)
    return fresh


def one_meeting(circle: Circle, starts_at: datetime, **values: Any) -> CircleMeeting:
    """One row, with its reminder a day before."""
    meeting = CircleMeeting(circle_id=circle.id, starts_at=starts_at, remind_at=reminder_for(starts_at), **values)
    db.session.add(meeting)
    db.session.flush()
    return meeting


def new_series(circle_id: int, rule: Rule, minutes: int) -> MeetingSeries:
    """A series without its meetings, in a circle that is held."""
    series = MeetingSeries(
        circle_id=circle_id, uid=new_uid(), rhythm=rule.rhythm, zone=rule.zone, begins_at=rule.begins_at,
        minutes=minutes, length=rule.length, sequence=0, ruled_at=0,
    )  # fmt: skip
    db.session.add(series)
    db.session.flush()
    return series


def rule_from(starts_at: datetime, zone: str, rhythm: str, length: int) -> Rule:
    """The rule of a series. Refuses (Invalid) to begin in the second of two hours the clock shows alike: no calendar can say it."""
    rule = Rule(starts_at, zone, rhythm, length)
    if rule.moments()[0] != starts_at:
        raise Invalid(
            say("A series cannot begin in the hour that comes twice. Please choose another time."), field="when"
        )
    return rule


def reminder_for(starts_at: datetime) -> datetime | None:
    """A day before; nobody is reminded of what is planned for the next hours anyway."""
    at = starts_at - REMIND_BEFORE
    return at if at > clock.now() else None


def new_uid() -> str:
    """What calendars know something by, for ever. It says nothing of the circle."""
    return f"{uuid4().hex}@meetings"


def check_time(starts_at: datetime, minutes: int) -> datetime:
    """The time, to the minute. Refuses (Invalid) what is past, very far away, or of no length a meeting has."""
    now = clock.now()
    if starts_at <= now:
        raise Invalid(say("This is already past. Please choose a later time."), field="when")
    if starts_at > now + FURTHEST:
        raise Invalid(say("Please choose a day within the next two years."), field="when")
    if minutes not in LENGTHS:
        raise Invalid(say("Please choose one of the lengths."), field="minutes")
    return starts_at.replace(second=0, microsecond=0)


def checked_place(place: str) -> str:
    """Refuses (Invalid) a place that is longer than a line."""
    place = clean_line(place)
    if len(place) > LONGEST_ADDRESS:
        raise Invalid(say("Please keep it to %(most)d characters.", most=LONGEST_ADDRESS), field="place")
    return place


def checked_text(text: str, longest: int, field: str) -> str:
    """Refuses (Invalid) a text that is too long; it is never cut."""
    if len(text) > longest:
        raise Invalid(say("Please keep it to %(most)d characters.", most=longest), field=field)
    return text
