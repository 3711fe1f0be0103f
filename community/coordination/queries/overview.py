"""Numbers for the coordinators' first page."""

from dataclasses import dataclass

from sqlalchemy import func, literal, select, union_all

from community.accounts.models import Invitation, Person, Registration
from community.coordination.models import InvitationTurn
from community.core.extensions import db
from community.mentorships.models import Mentorship


@dataclass(frozen=True)
class ToDo:
    """What waits for a coordinator."""

    registrations: int
    disputed: int
    bounced: int
    not_invited: int
    in_line: int


def people_and_invitations() -> tuple[dict[str, int], dict[str, int]]:
    """Standing → how many, and state of the invitation → how many, in one statement."""
    people = select(literal("people").label("of"), Person.standing.label("state"), func.count().label("number"))
    invitations = select(literal("invitations"), Invitation.state, func.count())
    counts: dict[str, dict[str, int]] = {"people": {}, "invitations": {}}
    for of, state, number in db.session.execute(
        union_all(people.group_by(Person.standing), invitations.group_by(Invitation.state))
    ):
        counts[of][state] = number
    return counts["people"], counts["invitations"]


def invitations_by_state() -> dict[str, int]:
    """State of the invitation → how many; who is still in line is not among them."""
    rows = db.session.execute(select(Invitation.state, func.count()).group_by(Invitation.state))
    return {row[0]: row[1] for row in rows}


def to_do() -> ToDo:
    """How much waits, in one statement."""
    registrations = (
        select(func.count(Registration.id))
        .join(Person, Person.id == Registration.person_id)
        .where(Person.standing == "waiting", Registration.confirmed_at.is_not(None))
    )
    disputed = select(func.count(Mentorship.id)).where(
        Mentorship.disputed_by_id.is_not(None), Mentorship.settled_at.is_(None)
    )
    bounced = select(func.count(Person.id)).where(Person.email_bounced_at.is_not(None))
    not_invited = select(func.count(Person.id)).where(
        Person.standing == "invited",
        ~select(Invitation.id).where(Invitation.person_id == Person.id).exists(),
        ~select(InvitationTurn.id).where(InvitationTurn.person_id == Person.id).exists(),
    )
    in_line = select(func.count(InvitationTurn.id))
    parts = (registrations, disputed, bounced, not_invited, in_line)
    return ToDo(*db.session.execute(select(*(part.scalar_subquery() for part in parts))).one())
