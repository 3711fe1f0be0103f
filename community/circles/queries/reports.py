"""What was told to the coordinators about circles, and who of them reads it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import joinedload

from community.accounts.models import PRESENT, Person
from community.accounts.permissions import blocked_with
from community.circles.models import Circle, CircleMember, CircleReport
from community.circles.permissions.reports import has_been_in, visible_to
from community.circles.queries.circles import PERSON_ON_A_LINE
from community.core.extensions import db
from community.core.paging import Page, keyset

ON_A_PAGE = 20


def seat_to_tell_of(actor: Person | None, circle: str) -> CircleMember | None:
    """The actor's own row of a circle they are or were in, with the circle."""
    if actor is None or not actor.is_present:
        return None
    found = select(CircleMember).options(joinedload(CircleMember.circle, innerjoin=True)).join(CircleMember.circle)
    own = (CircleMember.person_id == actor.id, CircleMember.joined_at.is_not(None))
    return db.session.scalar(found.where(Circle.public_id == circle, *own))


def coordinators_reading(reporter: Person, circle_id: int) -> Sequence[Person]:
    """Who reads a report: every coordinator who takes part, has never been in the circle, and is not parted from the reporter."""
    found = (
        select(Person)
        .where(Person.role == "coordinator", Person.standing.in_(PRESENT), Person.id != reporter.id)
        .where(~has_been_in(Person.id, circle_id).correlate(Person), ~blocked_with(reporter.id, Person.id))
    )
    return db.session.scalars(found.order_by(Person.name_folded, Person.id)).all()


def report(actor: Person | None, report: str) -> CircleReport | None:
    """One report, for who wrote it and for who looks after it."""
    return db.session.scalar(_reports().where(CircleReport.public_id == report, visible_to(actor)))


def reports_waiting(actor: Person, after: str | None = None) -> Page[CircleReport]:
    """Reports the actor can look after and nobody has yet, oldest first."""
    key: Any = [(CircleReport.created_at, "asc"), (CircleReport.id, "asc")]
    return keyset(_reports().where(waiting_reports(actor)), key=key, after=after, size=ON_A_PAGE)


def waiting_reports(actor: Person) -> ColumnElement[bool]:
    """Clause on CircleReport: the actor can look after it, and nobody has yet."""
    others = CircleReport.reporter_id.is_distinct_from(actor.id)
    return and_(CircleReport.answered_at.is_(None), others, visible_to(actor))


def reports_about(actor: Person, circle_id: int) -> Sequence[CircleReport]:
    """The newest reports about one circle that the actor may read."""
    found = _reports().where(CircleReport.circle_id == circle_id, visible_to(actor))
    return db.session.scalars(found.order_by(CircleReport.id.desc()).limit(ON_A_PAGE)).all()


def reports_of(actor: Person, after: str | None = None) -> Page[CircleReport]:
    """What the actor has told the coordinators, newest first."""
    found = _reports().where(CircleReport.reporter_id == actor.id)
    return keyset(found, key=[(CircleReport.id, "desc")], after=after, size=ON_A_PAGE)


def report_by_id(report_id: int) -> CircleReport | None:
    """The report of an event or a mail; who may read it is asked by the caller."""
    return db.session.scalar(_reports().where(CircleReport.id == report_id))


def _reports() -> Select[CircleReport]:
    return select(CircleReport).options(
        joinedload(CircleReport.circle, innerjoin=True),
        joinedload(CircleReport.reporter).load_only(*PERSON_ON_A_LINE),
        joinedload(CircleReport.answered_by).load_only(*PERSON_ON_A_LINE),
    )
