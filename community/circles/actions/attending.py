"""Yes, maybe or no to a meeting; and afterwards, who was there."""

from collections.abc import Collection, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from community.accounts.models import Person
from community.circles import queries
from community.circles.actions.meeting_steps import checked_text, held_meeting
from community.circles.models import ANSWERS, LONGEST_WHY, CircleMeeting, MeetingAnswer
from community.circles.permissions import ANSWER_MEETING, TELL_ATTENDANCE, WRITE_NOTES
from community.core.errors import Invalid
from community.core.extensions import db
from community.core.language import say
from community.core.outbox import publish
from community.core.text import clean_text
from community.events import CircleMet


def answer_meeting(
    actor: Person,
    meeting: CircleMeeting,
    *,
    answer: str,
    reason: str = "",
    keep_reason: bool = False,
    at: datetime | None = None,
    named: Collection[str] | None = None,
) -> MeetingAnswer:
    """Say yes, maybe or no, and privately why. The last answer counts; `keep_reason`: what was told before stays.

    The reason is for who holds the circle together now and is named above the field; nobody who takes over later reads
    it. Refuses: Conflict once the meeting has begun or is cancelled; Invalid for another answer, when it was said for a
    time (`at`) at which the meeting is not any more, and a reason that somebody else would read than was `named` (by
    public ids). Publishes nothing.
    """
    meeting = held_meeting(actor, meeting, ANSWER_MEETING)
    if at is not None and at != meeting.starts_at:
        raise Invalid(
            say("The meeting is at another time now: it stands on this page. Do you come then?"), field="answer"
        )
    if answer not in ANSWERS:
        raise Invalid(say("Please choose yes, maybe or no."), field="answer")
    reason = checked_text(clean_text(reason), LONGEST_WHY, "reason")
    readers = queries.readers_of_reasons(actor, meeting.circle_id) if reason else []
    if named is not None and not {person.public_id for person in readers} <= set(named):
        raise Invalid(say("Somebody else holds the circle together now and would read this."), field="reason")
    said = _said_by(meeting.id, actor.id)
    said.answer = answer
    if not keep_reason:
        said.reason, said.reason_for = reason if readers else None, [person.id for person in readers]
    db.session.flush()
    return said


def tell_presence(actor: Person, meeting: CircleMeeting, *, was_there: bool) -> MeetingAnswer:
    """Say of oneself that one was there, or was not. Refuses (Conflict) before it has begun. Publishes CircleMet."""
    meeting = held_meeting(actor, meeting, WRITE_NOTES)
    said = _said_by(meeting.id, actor.id)
    if said.was_there is not was_there:
        said.was_there = was_there
        _tell_who_met(meeting)
    return said


def tell_attendance(actor: Person, meeting: CircleMeeting, *, present: Mapping[int, bool]) -> None:
    """Say of members by their ids whether they were there; who is not named stays as they are.

    Refuses (Conflict) before it has begun, and (Invalid) somebody who does not belong to the meeting. Publishes CircleMet.
    """
    meeting = held_meeting(actor, meeting, TELL_ATTENDANCE)
    known = {person.id for person in queries.people_of_meeting(actor, meeting)}
    if not known.issuperset(present):
        raise Invalid(say("Somebody on this list is not in the circle any more. Please look again."))
    before = {said.person_id for said in queries.answers_to(meeting.id) if said.was_there}
    # Of whom nobody ever said that they were there, nothing is written down.
    changed = {person_id for person_id, was_there in present.items() if was_there is not (person_id in before)}
    for person_id in changed:
        _said_by(meeting.id, person_id).was_there = present[person_id]
    if changed:
        _tell_who_met(meeting)


def _said_by(meeting_id: int, person_id: int) -> MeetingAnswer:
    known = queries.answer_of(meeting_id, person_id)
    if known is None:
        known = MeetingAnswer(meeting_id=meeting_id, person_id=person_id, reason_for=[])
        db.session.add(known)
        db.session.flush()
    return known


def _tell_who_met(meeting: CircleMeeting) -> None:
    meeting.met_revision += 1
    db.session.flush()
    said = {one.person_id: one.was_there for one in queries.answers_to(meeting.id) if one.was_there is not None}
    present = tuple(sorted(person_id for person_id, was_there in said.items() if was_there))
    absent = tuple(sorted(said.keys() - set(present)))
    on = meeting.starts_at.astimezone(ZoneInfo(meeting.zone)).date()
    publish(CircleMet(meeting.id, present, absent, on, meeting.met_revision))
