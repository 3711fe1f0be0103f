"""The meetings of a circle, and one of them."""

from typing import Any

from flask import request

from community.accounts.models import Person
from community.circles import queries
from community.circles.forms.meetings import AnswerForm, time_asked
from community.circles.meeting_words import COMING_WORDS, rule_words
from community.circles.models import CircleMeeting, CircleMember
from community.circles.permissions import FACILITATE, READ_CIRCLE, SEE_MEETING, ways_with
from community.circles.views import blueprint
from community.circles.views.frame import inside
from community.core import clock
from community.core.errors import Missing
from community.core.policy import can
from community.core.web import current_actor, requires


@blueprint.get("/<circle>/meetings")
@requires(READ_CIRCLE, load=queries.seat)
def meetings(seat: CircleMember) -> Any:
    """What lies ahead, and what was."""
    actor = current_actor()
    return inside(
        "circles/meetings.html", seat, "meetings",
        coming=queries.coming(actor, seat.circle_id),
        past=queries.taken_place(actor, seat.circle_id, request.args.get("after")),
        polls=queries.open_polls(actor, seat.circle_id),
        may_plan=can(actor, FACILITATE, seat),
        coming_words=COMING_WORDS,
    )  # fmt: skip


@blueprint.get("/meetings/<meeting>")
@requires(SEE_MEETING, load=queries.meeting)
def meeting(meeting: CircleMeeting) -> Any:
    """One meeting: when and where, what it is about, who comes or was there."""
    return meeting_page(meeting)


def meeting_page(meeting: CircleMeeting, form: AnswerForm | None = None) -> Any:
    """The page, with the form of one's own answer as it was typed."""
    actor, seat = current_actor(), seat_at(meeting)
    ways = ways_with(actor, seat, meeting)
    people = queries.people_of_meeting(actor, meeting)
    own, reasons = queries.answers_for(actor, meeting.id)
    if "answer" in ways and form is None:
        told = {"answer": own.answer, "reason": own.reason} if own else {}
        form = AnswerForm(formdata=None, data=told | {"at": time_asked(meeting)})
    holding = (seat.circle.facilitator_id, seat.circle.stand_in_id)
    reason_readers = [one for one in people if one.id in holding and one.id != actor.id]
    if form is not None:
        form.readers.data = " ".join(one.public_id for one in reason_readers)
    return inside(
        "circles/meeting.html", seat, "meetings",
        form=form,
        meeting=meeting,
        ways=ways,
        rule=rule_words(meeting.series) if meeting.series is not None else None,
        has_begun=meeting.has_begun(clock.now()),
        groups=_groups(people, meeting.has_begun(clock.now())),
        was_there=own.was_there if own else None,
        reasons=reasons if "change" in ways else {},
        reason_readers=reason_readers,
        roles=_roles(meeting, people),
    )  # fmt: skip


def seat_at(meeting: CircleMeeting) -> CircleMember:
    """The actor's own row in the circle of a meeting they may see."""
    seat = queries.seat_by_ids(meeting.circle_id, current_actor().id)
    if seat is None:
        raise Missing
    return seat


def _groups(people: Any, has_begun: bool) -> dict[str, list[Any]]:
    """Who comes; once it has begun, who was there."""
    if has_begun:
        return {"there": [one for one in people if one.was_there]}
    found: dict[str, list[Any]] = {"yes": [], "maybe": [], "no": [], "": []}
    for one in people:
        found[one.answer or ""].append(one)
    return found


def _roles(meeting: CircleMeeting, people: Any) -> dict[str, Person]:
    """Who leads, leads with them and looks on, as far as the reader may see them."""
    known = {one.id: one for one in people}
    named = {"lead": meeting.lead_id, "co": meeting.co_id, "shadow": meeting.shadow_id}
    return {role: known[person_id] for role, person_id in named.items() if person_id in known}
