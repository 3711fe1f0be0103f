"""What coordinators see of circles they need not be in: name, size, facilitator, dates, and how many came. Never what is said.

Nothing else in circles may be read by being a coordinator; what they read here is told by no other function.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from community.accounts.models import ABSENT, PRESENT, Person
from community.circles.models import (
    CANCELLED,
    ENDED,
    IN,
    STATES,
    Circle,
    CircleMeeting,
    CircleMember,
    CircleOpening,
    CircleReport,
    MeetingAnswer,
)
from community.circles.permissions.circles import NOW
from community.circles.queries.openings import waiting_openings
from community.circles.queries.reports import waiting_reports
from community.core.extensions import db
from community.core.paging import Page, keyset
from community.core.text import fold

ON_A_PAGE = 30
NEEDING = ("orphans", "abandoned", "anybody")
MOST_MEETINGS_SHOWN = 60

_facilitator, _stand_in = aliased(Person), aliased(Person)


@dataclass(frozen=True)
class Wanted:
    """Which circles a coordinator looks for. Empty: all of them. `needs`: one of NEEDING."""

    words: str = ""
    state: str = ""
    needs: str = ""

    def __bool__(self) -> bool:
        return any((self.words, self.state, self.needs))


def circles(wanted: Wanted, after: str | None = None) -> Page[Any]:
    """A page of rows, newest first."""
    found = _narrowed(_rows(), wanted)
    key: Any = [(Circle.created_at, "desc"), (Circle.id, "desc")]
    return keyset(found, key=key, after=after, size=ON_A_PAGE, rows=True)


def circle_row(circle_id: int) -> Any:
    """The same of one circle."""
    return db.session.execute(_rows().where(Circle.id == circle_id)).one()


def coordinated(circle: str) -> Circle | None:
    """A circle by its address, for the page of coordinators and what they do there."""
    return db.session.scalar(select(Circle).where(Circle.public_id == circle))


def meeting_counts(circle_id: int) -> Sequence[Any]:
    """When it met or will meet, and how many came; newest first. Neither who nor where."""
    came = select(func.count()).where(MeetingAnswer.meeting_id == CircleMeeting.id, MeetingAnswer.was_there.is_(True))
    found = select(
        CircleMeeting.id, CircleMeeting.starts_at, CircleMeeting.state,
        (CircleMeeting.starts_at <= NOW).label("has_begun"), came.correlate(CircleMeeting).scalar_subquery().label("came"),
    ).where(CircleMeeting.circle_id == circle_id)  # fmt: skip
    newest = found.order_by(CircleMeeting.starts_at.desc(), CircleMeeting.id.desc())
    return db.session.execute(newest.limit(MOST_MEETINGS_SHOWN)).all()


def is_orphan(circle_id: int) -> bool:
    """Nobody holds it together who can, though there are members who take part."""
    return db.session.scalar(select(Circle.id).where(Circle.id == circle_id, _orphan())) is not None


def is_abandoned(circle_id: int) -> bool:
    """It has not ended, and none of its members takes part in the community any more; one that has only been formed has none yet."""
    return db.session.scalar(select(Circle.id).where(Circle.id == circle_id, _abandoned())) is not None


@dataclass(frozen=True)
class Waiting:
    """What of circles waits for a coordinator: reports, questions whether one may be opened, orphans and abandoned ones."""

    reports: int
    openings: int
    needing: int

    @property
    def any(self) -> bool:
        """Whether there is something to do."""
        return bool(self.reports or self.openings or self.needing)


def waiting_for(actor: Person) -> Waiting:
    """How much of it waits for this coordinator, in one statement."""
    reports = select(func.count(CircleReport.id)).where(waiting_reports(actor))
    openings = select(func.count(CircleOpening.id)).where(waiting_openings(actor))
    needing = select(func.count(Circle.id)).where(_not_held())
    return Waiting(*db.session.execute(select(*(one.scalar_subquery() for one in (reports, openings, needing)))).one())


def _rows() -> Any:
    return (
        select(
            Circle.id, Circle.public_id, Circle.name, Circle.state, Circle.size, Circle.is_listed, Circle.created_at,
            Circle.ended_at, Circle.planned_meetings, Circle.opened_until, *_counts(),
            _facilitator.name.label("facilitator"), _facilitator.public_id.label("facilitator_id"),
            _stand_in.name.label("stand_in"), _orphan().label("is_orphan"), _abandoned().label("is_abandoned"),
        )
        .outerjoin(_facilitator, _facilitator.id == Circle.facilitator_id)
        .outerjoin(_stand_in, _stand_in.id == Circle.stand_in_id)
    )  # fmt: skip


def _counts() -> tuple[Any, ...]:
    members = select(func.count()).where(CircleMember.circle_id == Circle.id, CircleMember.state == IN)
    held = and_(CircleMeeting.circle_id == Circle.id, CircleMeeting.state != CANCELLED, CircleMeeting.starts_at <= NOW)
    ahead = (
        CircleMeeting.circle_id == Circle.id, CircleMeeting.state != CANCELLED, CircleMeeting.starts_at > NOW
    )  # fmt: skip
    came = select(func.count()).select_from(MeetingAnswer).join(MeetingAnswer.meeting)
    asked = {
        "members": members,
        "met": select(func.count()).select_from(CircleMeeting).where(held),
        "last_at": select(func.max(CircleMeeting.starts_at)).where(held),
        "next_at": select(func.min(CircleMeeting.starts_at)).where(*ahead),
        "came": came.where(held, MeetingAnswer.was_there.is_(True)),
    }
    return tuple(found.correlate(Circle).scalar_subquery().label(name) for name, found in asked.items())


def _narrowed(found: Any, wanted: Wanted) -> Any:
    if words := fold(wanted.words)[:100]:
        begins = Circle.name_folded.startswith(words, autoescape=True)
        found = found.where(or_(begins, Circle.name_folded.contains(" " + words, autoescape=True)))
    if wanted.state in STATES:
        found = found.where(Circle.state == wanted.state)
    if wanted.needs == "anybody":
        found = found.where(_not_held())
    elif wanted.needs == "orphans":
        found = found.where(_orphan())
    elif wanted.needs == "abandoned":
        found = found.where(_abandoned())
    return found


_of, _member, _holder, _holder_seat = aliased(CircleMember), aliased(Person), aliased(Person), aliased(CircleMember)
_ever = aliased(CircleMember)


def _begun() -> ColumnElement[bool]:
    """It goes on, and somebody has been in it: to one just formed from the list, everybody is still invited."""
    return and_(Circle.state != ENDED, exists().where(_ever.circle_id == Circle.id, _ever.joined_at.is_not(None)))


def _abandoned() -> ColumnElement[bool]:
    present = exists().where(
        _of.circle_id == Circle.id, _of.state == IN, _member.id == _of.person_id, _member.standing.not_in(ABSENT)
    )
    return and_(_begun(), ~present.correlate(Circle))


def _not_held() -> ColumnElement[bool]:
    """Nobody who takes part holds it together: an orphan, or abandoned."""
    holds = exists().where(
        _holder.id == Circle.facilitator_id, _holder.standing.in_(PRESENT),
        _holder_seat.circle_id == Circle.id, _holder_seat.person_id == _holder.id, _holder_seat.state == IN,
    )  # fmt: skip
    return and_(_begun(), ~holds.correlate(Circle))


def _orphan() -> ColumnElement[bool]:
    return and_(_not_held(), ~_abandoned())
