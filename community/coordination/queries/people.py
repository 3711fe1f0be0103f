"""People as coordinators look them up: the list with its filters, and one person with everything around them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import joinedload

from community.accounts.models import (
    Cohort,
    Invitation,
    Participation,
    Person,
    Programme,
    Registration,
)
from community.coordination.models import InvitationTurn
from community.core.extensions import db
from community.core.paging import Page, keyset
from community.core.prepared import columns
from community.core.text import fold

ON_A_PAGE = 30
INVITATION_STATES = ("none", "waiting", "sent", "opened", "bounced", "joined", "withdrawn")
COLUMNS = (
    Person.id, Person.public_id, Person.name, Person.email, Person.role, Person.standing,
    Person.email_bounced_at, Invitation.state.label("invitation"), InvitationTurn.id.label("turn"),
)  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """What a coordinator looks for. Empty: everybody."""

    words: str = ""
    role: str = ""
    standing: str = ""
    cohort: str = ""
    invitation: str = ""

    def __bool__(self) -> bool:
        return any((self.words, self.role, self.standing, self.cohort, self.invitation))


def people(wanted: Wanted, after: str | None = None) -> Page[Any]:
    """A page of rows, by name."""
    found: Any = narrowed(select(*COLUMNS).outerjoin(Invitation, Invitation.person_id == Person.id), wanted)
    found = found.outerjoin(InvitationTurn, InvitationTurn.person_id == Person.id)
    return keyset(found, key=[(Person.name_folded, "asc"), (Person.id, "asc")], after=after, size=ON_A_PAGE, rows=True)


def narrowed(found: Any, wanted: Wanted) -> Any:
    """The people of a select that has Person and Invitation in it, narrowed to those who are looked for."""
    if words := fold(wanted.words)[:100]:
        name = or_(
            Person.name_folded.startswith(words, autoescape=True),
            Person.name_folded.contains(" " + words, autoescape=True),
        )
        found = found.where(or_(name, Person.email.startswith(wanted.words.strip().lower()[:100], autoescape=True)))
    if wanted.role:
        found = found.where(Person.role == wanted.role)
    if wanted.standing:
        found = found.where(Person.standing == wanted.standing)
    if wanted.cohort:
        members = select(Participation.person_id).join(Cohort).where(Cohort.public_id == wanted.cohort)
        found = found.where(Person.id.in_(members))
    if wanted.invitation == "none":
        found = found.where(and_(Person.standing == "invited", Invitation.id.is_(None)))
    elif wanted.invitation:
        found = found.where(Invitation.state == wanted.invitation)
    return found


def person_by_public_id(person: str) -> Person | None:
    """Anybody, whatever their standing."""
    return db.session.scalar(select(Person).where(Person.public_id == person))


def invitation_of(person: Person) -> Invitation | None:
    """The invitation of somebody, if there ever was one."""
    return db.session.scalar(select(Invitation).where(Invitation.person_id == person.id))


def is_in_line(person: Person) -> bool:
    """Whether their invitation waits for its turn."""
    return db.session.scalar(select(InvitationTurn.id).where(InvitationTurn.person_id == person.id)) is not None


def registration_of(person: Person) -> Registration | None:
    """What somebody wrote when asking to join."""
    return db.session.scalar(select(Registration).where(Registration.person_id == person.id))


def cohorts_of(person: Person) -> Sequence[Participation]:
    """Where somebody took part, and on which side."""
    return db.session.scalars(
        select(Participation)
        .where(Participation.person_id == person.id)
        .options(joinedload(Participation.cohort).joinedload(Cohort.programme))
        .order_by(Participation.cohort_id, Participation.side)
        .limit(200)
    ).all()


def all_cohorts() -> Sequence[Any]:
    """Rows (public_id, programme, cohort) of every cohort, by name, for choosing."""
    return columns(_ALL_COHORTS)


_ALL_COHORTS = (
    select(Cohort.public_id, Programme.name.label("programme"), Cohort.name)
    .join(Programme, Programme.id == Cohort.programme_id)
    .order_by(Programme.name_folded, Cohort.name, Cohort.id)
    .limit(2_000)
)


def all_programmes() -> Sequence[Any]:
    """Rows (public_id, name, number of cohorts) of every programme, by name."""
    return db.session.execute(
        select(Programme.public_id, Programme.name, func.count(Cohort.id).label("cohorts"))
        .outerjoin(Cohort, Cohort.programme_id == Programme.id)
        .group_by(Programme.id)
        .order_by(Programme.name_folded)
        .limit(2_000)
    ).all()


def waiting_to_join(after: str | None = None) -> Page[Any]:
    """Who asked to join, confirmed their address, and waits; the longest waiting first. Rows (Person's columns, words, confirmed_at)."""
    found: Any = (
        select(Person.public_id, Person.name, Person.email, Registration.words, Registration.confirmed_at)
        .join(Registration, Registration.person_id == Person.id)
        .where(Person.standing == "waiting", Registration.confirmed_at.is_not(None))
    )
    return keyset(
        found, key=[(Registration.confirmed_at, "asc"), (Registration.id, "asc")], after=after, size=20, rows=True
    )


def bounced(after: str | None = None) -> Page[Any]:
    """Whose address does not take mail, the newest first. Rows."""
    found: Any = select(Person.public_id, Person.name, Person.email, Person.standing, Person.email_bounced_at).where(
        Person.email_bounced_at.is_not(None)
    )
    return keyset(found, key=[(Person.email_bounced_at, "desc"), (Person.id, "desc")], after=after, size=20, rows=True)
