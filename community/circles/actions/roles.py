"""What it means for the meetings that are planned when somebody takes a step into facilitating, or takes over."""

from community.circles import queries
from community.circles.models import Circle, CircleMember
from community.core.extensions import db

# Who is on a step has this place at a meeting; who leads is said by turns, or by the facilitator.
PLACES = {"shadow": "shadow_id", "co_facilitate": "co_id"}


def find_a_place(member: CircleMember) -> None:
    """The places of earlier steps are given free; at the next meeting that has nobody in the place of this step, they have it."""
    own = PLACES.get(member.step or "")
    has_one = False
    for meeting in queries.meetings_ahead(member.circle_id):
        for place in PLACES.values():
            if place != own and getattr(meeting, place) == member.person_id:
                setattr(meeting, place, None)
        if own is None or has_one:
            continue
        if getattr(meeting, own) is None and meeting.lead_id != member.person_id:
            setattr(meeting, own, member.person_id)
        has_one = getattr(meeting, own) == member.person_id
    db.session.flush()


def leads_no_more(circle: Circle, person_id: int) -> None:
    """What somebody was to lead who cannot now is led by the facilitator, as soon as there is one."""
    for meeting in queries.meetings_ahead(circle.id):
        if meeting.lead_id == person_id:
            meeting.lead_id = circle.facilitator_id
    db.session.flush()


def lead_from_now_on(circle: Circle, before_id: int | None) -> None:
    """The new facilitator leads what nobody leads; and without turns what the one before was to lead."""
    for meeting in queries.meetings_ahead(circle.id):
        if meeting.lead_id is None or (meeting.lead_id == before_id and not circle.takes_turns):
            meeting.lead_id = circle.facilitator_id
            for place in PLACES.values():
                if getattr(meeting, place) == circle.facilitator_id:
                    setattr(meeting, place, None)
    db.session.flush()
