"""Who leads the meetings that are planned: given by turns, and given on when somebody is not a member any more."""

from collections.abc import Sequence

from community.circles import queries
from community.circles.models import Circle, CircleMeeting
from community.circles.turns import Mate, Turn, planned
from community.core.extensions import db


def give_turns(circle: Circle, meetings: Sequence[CircleMeeting]) -> None:
    """Let new meetings of a held circle be led in turn, after those there are already."""
    own = {meeting.id for meeting in meetings}
    before = [_turn(row) for row in queries.turns_taken(circle.id) if row.id not in own]
    turns = planned(
        _mates(circle), before, len(meetings), facilitator_id=circle.facilitator_id, takes_turns=circle.takes_turns
    )
    for meeting, turn in zip(meetings, turns, strict=True):
        meeting.lead_id, meeting.co_id, meeting.shadow_id = turn.lead_id, turn.co_id, turn.shadow_id
    db.session.flush()


def give_turns_on(circle_id: int, person_id: int) -> None:
    """Whoever is not a member any more leads nothing that is planned: somebody else is next. Publishes nothing."""
    circle = queries.locked(circle_id)
    if circle is None:
        return
    mates = _mates(circle)
    for meeting in queries.meetings_ahead(circle_id):
        roles = [role for role in ("lead_id", "co_id", "shadow_id") if getattr(meeting, role) == person_id]
        if roles:
            before = [_turn(row) for row in queries.turns_taken(circle_id) if row.starts_at < meeting.starts_at]
            (turn,) = planned(mates, before, 1, facilitator_id=circle.facilitator_id, takes_turns=circle.takes_turns)
            for role in roles:
                setattr(meeting, role, getattr(turn, role))
            db.session.flush()


def _mates(circle: Circle) -> list[Mate]:
    return [Mate(seat.person_id, seat.step) for seat in queries.members(circle.id)]


def _turn(row: CircleMeeting) -> Turn:
    return Turn(row.lead_id, row.co_id, row.shadow_id)
