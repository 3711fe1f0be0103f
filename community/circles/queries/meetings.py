"""Meetings: one for its page, those of a circle, and what was answered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, literal_column, or_, select
from sqlalchemy.orm import joinedload, load_only

from community.accounts.models import Person
from community.accounts.permissions import visible_to as person_visible_to
from community.circles.models import IN, PLANNED, Circle, CircleMeeting, CircleMember, MeetingAnswer, MeetingSeries
from community.circles.permissions.circles import NOW
from community.circles.permissions.meetings import meetings_visible_to
from community.circles.queries.circles import PERSON_ON_A_LINE
from community.core import clock
from community.core.extensions import db
from community.core.mail import OutgoingMail


def meeting(actor: Person | None, meeting: str) -> CircleMeeting | None:
    """One meeting the actor may see, with its series."""
    if actor is None or not actor.is_present:
        return None
    return db.session.scalar(_whole().where(CircleMeeting.public_id == meeting, meetings_visible_to(actor)))


def meeting_for(person: Person, meeting_id: int) -> CircleMeeting | None:
    """The same by the id in a link of a mail."""
    return db.session.scalar(_whole().where(CircleMeeting.id == meeting_id, meetings_visible_to(person)))


def meeting_by_id(meeting_id: int) -> CircleMeeting | None:
    """The meeting of an event or a mail; who may know of it is asked by the caller."""
    return db.session.scalar(_whole().where(CircleMeeting.id == meeting_id))


def fresh_meeting(meeting_id: int) -> CircleMeeting | None:
    """The meeting and its series as they are now; the circle is held by the caller."""
    return db.session.scalar(_whole().where(CircleMeeting.id == meeting_id).execution_options(populate_existing=True))


def next_meeting_at(circle_id: int) -> datetime | None:
    """When the next planned meeting of a circle begins; None when none is planned."""
    found = select(CircleMeeting.starts_at).where(
        CircleMeeting.circle_id == circle_id, CircleMeeting.state == PLANNED, CircleMeeting.starts_at > clock.now()
    )
    return db.session.scalar(found.order_by(CircleMeeting.starts_at).limit(1))


def next_meeting_of(circle_id: Any, column: Any) -> Any:
    """What a column says of that meeting, for statements on whatever has this circle's id."""
    ahead = select(column).where(
        CircleMeeting.circle_id == circle_id, CircleMeeting.state == PLANNED, CircleMeeting.starts_at > NOW
    )
    soonest = ahead.order_by(CircleMeeting.starts_at, CircleMeeting.id).limit(literal_column("1"))
    return soonest.correlate_except(CircleMeeting).scalar_subquery()


def meetings_ahead(circle_id: int) -> list[CircleMeeting]:
    """Everything planned that has not begun, soonest first; for actions and mails."""
    found = _whole().where(
        CircleMeeting.circle_id == circle_id, CircleMeeting.state == PLANNED, CircleMeeting.starts_at > clock.now()
    )
    return list(db.session.scalars(found.order_by(CircleMeeting.starts_at, CircleMeeting.id)))


def turns_taken(circle_id: int) -> list[Any]:
    """Who led, and who will lead, earliest first: `starts_at`, `lead_id`, `co_id`, `shadow_id` of what was not cancelled."""
    found = select(
        CircleMeeting.id, CircleMeeting.starts_at, CircleMeeting.lead_id, CircleMeeting.co_id, CircleMeeting.shadow_id
    ).where(CircleMeeting.circle_id == circle_id, CircleMeeting.state == PLANNED)
    return list(db.session.execute(found.order_by(CircleMeeting.starts_at, CircleMeeting.id)))


def series_meetings(series_id: int | None) -> list[CircleMeeting]:
    """All meetings of a series in the order of its rule, cancelled ones among them."""
    found = _whole().where(CircleMeeting.series_id == series_id)
    return list(db.session.scalars(found.order_by(CircleMeeting.series_at, CircleMeeting.id)))


def series_by_id(series_id: int) -> MeetingSeries | None:
    """The series of an event or a mail."""
    return db.session.scalar(select(MeetingSeries).where(MeetingSeries.id == series_id))


def answers_to(meeting_id: int) -> list[MeetingAnswer]:
    """What everybody said about a meeting; for actions and mails."""
    return list(db.session.scalars(select(MeetingAnswer).where(MeetingAnswer.meeting_id == meeting_id)))


def answer_of(meeting_id: int, person_id: int) -> MeetingAnswer | None:
    """What one person said about a meeting."""
    found = select(MeetingAnswer).where(MeetingAnswer.meeting_id == meeting_id, MeetingAnswer.person_id == person_id)
    return db.session.scalar(found)


def readers_of_reasons(actor: Person, circle_id: int) -> list[Person]:
    """Who reads why the actor cannot come: whoever holds the circle together now, other than themselves, and parted by no block."""
    found = (
        select(Person)
        .join(Circle, or_(Circle.facilitator_id == Person.id, Circle.stand_in_id == Person.id))
        .where(Circle.id == circle_id, Person.id != actor.id, person_visible_to(actor))
        .options(load_only(*PERSON_ON_A_LINE))
        .order_by(Person.id == Circle.stand_in_id)
    )
    return list(db.session.scalars(found))


def people_of_meeting(actor: Person, meeting: CircleMeeting) -> Sequence[Any]:
    """Who was a member by its end, or was there, as far as the actor may see them: with `answer` and `was_there`."""
    joined = and_(CircleMember.state == IN, CircleMember.joined_at <= meeting.ends_at)
    said = and_(MeetingAnswer.person_id == CircleMember.person_id, MeetingAnswer.meeting_id == meeting.id)
    found = (
        select(*PERSON_ON_A_LINE, MeetingAnswer.answer, MeetingAnswer.was_there)
        .join(CircleMember, CircleMember.person_id == Person.id)
        .outerjoin(MeetingAnswer, said)
        .where(CircleMember.circle_id == meeting.circle_id, person_visible_to(actor))
        .where(or_(joined, MeetingAnswer.was_there.is_(True)))
        .order_by(CircleMember.since, CircleMember.id)
    )
    return db.session.execute(found).all()


def answers_for(actor: Person, meeting_id: int) -> tuple[MeetingAnswer | None, dict[int, str]]:
    """The actor's own answer; and why others cannot come, by their ids, as far as they told it to the actor."""
    for_actor = or_(MeetingAnswer.person_id == actor.id, MeetingAnswer.reason.is_not(None))
    found = db.session.scalars(select(MeetingAnswer).where(MeetingAnswer.meeting_id == meeting_id, for_actor)).all()
    own = next((said for said in found if said.person_id == actor.id), None)
    return own, {said.person_id: said.reason for said in found if said.reason and actor.id in said.reason_for}


def reminders_due(now: datetime) -> list[int]:
    """Ids of the meetings whose members are to be reminded."""
    found = select(CircleMeeting.id).where(CircleMeeting.remind_at <= now).order_by(CircleMeeting.remind_at)
    return list(db.session.scalars(found.limit(500)))


def mail_is_posted(kind: str, person_id: int, about: str) -> bool:
    """Whether somebody has been told already, or is about to be."""
    found = select(OutgoingMail.id).where(
        OutgoingMail.kind == kind, OutgoingMail.recipient == f"p:{person_id}", OutgoingMail.about == about
    )
    return db.session.scalar(found) is not None


def _whole() -> Any:
    return select(CircleMeeting).options(joinedload(CircleMeeting.series))
