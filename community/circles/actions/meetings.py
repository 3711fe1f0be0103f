"""Planning meetings: one, or a series of them."""

from datetime import datetime
from typing import Any

from community.accounts.models import Person
from community.circles import queries
from community.circles.actions.meeting_steps import (
    check_time,
    checked_place,
    checked_text,
    new_series,
    new_uid,
    one_meeting,
    rule_from,
)
from community.circles.actions.steps import held_seat
from community.circles.actions.taking_turns import give_turns
from community.circles.models import (
    LONGEST_AGENDA,
    MOST_AHEAD,
    MOST_IN_A_SERIES,
    RHYTHMS,
    Circle,
    CircleMeeting,
    CircleMember,
)
from community.circles.permissions import FACILITATE
from community.core.errors import Conflict, Invalid
from community.core.language import _l, say
from community.core.outbox import publish
from community.core.text import clean_text
from community.events import MeetingPlanned


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
    together any more, and beyond 48 meetings ahead; Invalid for a time that is past or more than two years away, and what
    is too long. Publishes MeetingPlanned.
    """
    seat = held_seat(actor, seat, FACILITATE)
    minutes, zone = minutes or seat.circle.minutes, zone or actor.time_zone
    starts_at = check_time(starts_at, minutes)
    _check_series(rhythm, length)
    _refuse_too_many(seat.circle, length)
    values = {
        "minutes": minutes,
        "zone": zone,
        "place": checked_place(place),
        "agenda": checked_text(clean_text(agenda), LONGEST_AGENDA, "agenda"),
    }
    rows = _rows(seat.circle, starts_at, rhythm, length, values)
    give_turns(seat.circle, rows)
    publish(MeetingPlanned(rows[0].id, actor.id))
    return rows[0]


def _rows(
    circle: Circle, starts_at: datetime, rhythm: str | None, length: int, values: dict[str, Any]
) -> list[CircleMeeting]:
    if rhythm is None:
        return [one_meeting(circle, starts_at, uid=new_uid(), **values)]
    rule = rule_from(starts_at, values["zone"], rhythm, length)
    series = new_series(circle.id, rule, values["minutes"])
    values |= {"uid": series.uid, "series": series}
    return [one_meeting(circle, at, series_at=at, **values) for at in rule.moments()]


def _check_series(rhythm: str | None, length: int) -> None:
    if rhythm is None:
        if length != 1:
            raise Invalid(say("Please choose how often you meet."), field="rhythm")
        return
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
