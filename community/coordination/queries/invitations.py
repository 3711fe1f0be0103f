"""Whom one may invite, who is in line, and what became of the invitations."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from community.accounts.models import Cohort, Invitation, Participation, Person, Programme
from community.coordination.models import InvitationBatch, InvitationTurn, RosterImport
from community.core import clock
from community.core.extensions import db
from community.core.paging import Page, keyset

ALL, UNANSWERED = "all", "unanswered"


def invitable(whom: str) -> Select[Any]:
    """Ids of who would be invited: of all, of a programme or cohort (p:… and c:… with its public id), who came with a roster (r:…), or who has not answered.

    Nobody twice: who has an invitation or a place in the line is left out, except when the unanswered are asked again.
    """
    found = select(Person.id).where(Person.standing == "invited", Person.email_bounced_at.is_(None), ~_in_line())
    if whom == UNANSWERED:
        return found.join(Invitation, Invitation.person_id == Person.id).where(
            Invitation.state.in_(("sent", "opened")), Invitation.expires_at <= clock.now()
        )
    found = found.where(~select(Invitation.id).where(Invitation.person_id == Person.id).exists())
    if whom == ALL:
        return found
    kind, _, public_id = whom.partition(":")
    if kind == "r":
        # Who came with a roster carries the instant at which it was written.
        written = select(RosterImport.finished_at).where(
            RosterImport.public_id == public_id, RosterImport.state == "done"
        )
        return found.where(Person.created_at == written.scalar_subquery())
    place = Cohort.public_id == public_id if kind == "c" else Programme.public_id == public_id
    members = (
        select(Participation.person_id).join(Cohort, Cohort.id == Participation.cohort_id).join(Programme).where(place)
    )
    return found.where(Person.id.in_(members))


def _in_line() -> ColumnElement[bool]:
    return select(InvitationTurn.id).where(InvitationTurn.person_id == Person.id).exists()


def how_many(whom: str) -> int:
    """How many would be invited."""
    return db.session.scalar(select(func.count()).select_from(invitable(whom).subquery())) or 0


def first_names(whom: str, most: int = 5) -> Sequence[str]:
    """A few of them by name, to see that it is the right choice."""
    chosen = select(Person.name).where(Person.id.in_(invitable(whom))).order_by(Person.name_folded).limit(most)
    return db.session.scalars(chosen).all()


def place_name(whom: str) -> str:
    """What the programme, cohort or roster of a choice is called; empty for the other choices and for what there is not."""
    kind, _, public_id = whom.partition(":")
    if kind == "p":
        return db.session.scalar(select(Programme.name).where(Programme.public_id == public_id)) or ""
    if kind == "r":
        return db.session.scalar(select(RosterImport.filename).where(RosterImport.public_id == public_id)) or ""
    if kind == "c":
        found = select(Programme.name, Cohort.name).join(Cohort, Cohort.programme_id == Programme.id)
        row = db.session.execute(found.where(Cohort.public_id == public_id)).first()
        return " ".join(row).strip() if row else ""
    return ""


def batches_under_way() -> Sequence[Any]:
    """Rows (batch, how many are still in line) of batches that are not through."""
    waiting = func.count(InvitationTurn.id).label("waiting")
    return db.session.execute(
        select(InvitationBatch, waiting)
        .join(InvitationTurn, InvitationTurn.batch_id == InvitationBatch.id)
        .group_by(InvitationBatch.id)
        .order_by(InvitationBatch.id)
    ).all()


def batch_by_id(batch_id: int) -> InvitationBatch | None:
    """The batch of an event."""
    return db.session.get(InvitationBatch, batch_id)


def in_line(batch: InvitationBatch) -> int:
    """How many of a batch wait for their turn."""
    return db.session.scalar(select(func.count(InvitationTurn.id)).where(InvitationTurn.batch_id == batch.id)) or 0


def next_turns(batch_id: int, most: int) -> Sequence[InvitationTurn]:
    """Who is next, locked: of two workers, each takes a turn once."""
    turns = select(InvitationTurn).where(InvitationTurn.batch_id == batch_id).order_by(InvitationTurn.id).limit(most)
    return db.session.scalars(turns.with_for_update()).all()


def invitations(state: str = "", after: str | None = None) -> Page[Invitation]:
    """Invitations of one state (or all), the newest first. Rows with the person."""
    found: Any = select(
        Invitation.id, Invitation.state, Invitation.created_at, Invitation.sent_at, Invitation.opened_at, Invitation.joined_at,
        Invitation.expires_at, Invitation.bounced_reason, Invitation.serial,
        Person.public_id, Person.name, Person.email, Person.standing,
    ).join(Person, Person.id == Invitation.person_id)  # fmt: skip
    if state:
        found = found.where(Invitation.state == state)
    return keyset(found, key=[(Invitation.id, "desc")], after=after, size=30, rows=True)
