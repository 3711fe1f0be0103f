"""What belongs to a meeting in words: its agenda before, its notes from its beginning on; and who leads it."""

from community.accounts.models import Person
from community.circles import queries
from community.circles.actions.meeting_steps import checked_text, held_meeting
from community.circles.models import LONGEST_AGENDA, LONGEST_NOTES, CircleMeeting
from community.circles.permissions import CHANGE_MEETING, WRITE_AGENDA, WRITE_NOTES
from community.core.errors import Invalid
from community.core.extensions import db
from community.core.language import say
from community.core.text import clean_text

ROLES = ("lead", "co", "shadow")


def write_agenda(actor: Person, meeting: CircleMeeting, *, words: str, revision: int) -> CircleMeeting:
    """Write the agenda anew. `revision`: of the one the writer had before their eyes.

    Refuses: Conflict for whom it is not; Invalid for what is too long, and when somebody else has written meanwhile.
    Publishes nothing.
    """
    meeting = held_meeting(actor, meeting, WRITE_AGENDA)
    _refuse_older(revision, meeting.agenda_revision)
    meeting.agenda = checked_text(clean_text(words), LONGEST_AGENDA, "words")
    meeting.agenda_revision += 1
    db.session.flush()
    return meeting


def write_notes(actor: Person, meeting: CircleMeeting, *, words: str, revision: int) -> CircleMeeting:
    """Write the notes anew; every member may. Refuses the same, and (Conflict) before the meeting has begun."""
    meeting = held_meeting(actor, meeting, WRITE_NOTES)
    _refuse_older(revision, meeting.notes_revision)
    meeting.notes = checked_text(clean_text(words), LONGEST_NOTES, "words")
    meeting.notes_revision += 1
    db.session.flush()
    return meeting


def give_roles(
    actor: Person, meeting: CircleMeeting, *, lead: int | None, co: int | None = None, shadow: int | None = None
) -> CircleMeeting:
    """Say who leads the meeting, who leads with them, and who looks on; each by their id, or nobody.

    Refuses: Conflict once it has begun; Invalid for somebody who is not a member, and for one person in two roles.
    Publishes nothing.
    """
    meeting = held_meeting(actor, meeting, CHANGE_MEETING)
    members = {seat.person_id for seat in queries.members_seen_by(actor, meeting.circle_id)}
    named = [one for one in (lead, co, shadow) if one is not None]
    for role, one in zip(ROLES, (lead, co, shadow), strict=True):
        if one is not None and one not in members and one != getattr(meeting, f"{role}_id"):
            raise Invalid(say("Please choose a member of the circle."), field=role)
        if one is not None and named.count(one) > 1:
            raise Invalid(say("Please choose somebody else: nobody can do two things at once."), field=role)
    meeting.lead_id, meeting.co_id, meeting.shadow_id = lead, co, shadow
    db.session.flush()
    return meeting


def _refuse_older(revision: int, current: int) -> None:
    if revision != current:
        raise Invalid(
            say(
                "Somebody else has written here since you opened this page. Their words stand on the meeting’s page, yours are "
                "still below: put the two together and save again."
            ),
            field="words",
        )
