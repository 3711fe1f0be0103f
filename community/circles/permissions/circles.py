"""Who may see that a circle exists, who belongs to it, and who may read what is in it.

What is inside is for members who signed the charter that holds: READ_CIRCLE, asked of their own CircleMember row, and its
twin `readable_by`, a clause on anything with a circle_id. Coordinators are in no clause here: what they may see of
circles they are not in stands in community/circles/queries/overview.py, and holds no content.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, false, or_, select
from sqlalchemy.orm import aliased

from community.accounts.models import Block, Person
from community.accounts.permissions import blocked_with
from community.circles.models import ASKED, ENDED, IN, INVITED, OFFERED, RUNNING, WAITING, Circle, CircleMember
from community.core import clock
from community.core.columns import UtcDateTime
from community.core.errors import Refused
from community.core.extensions import db
from community.core.language import _l
from community.core.policy import Permission

CONNECTED = (IN, ASKED, INVITED, WAITING, OFFERED)  # who has to do with a circle sees it, listed or not

_own, _inside, _reader, _with_reader, _of_reader = (aliased(CircleMember) for _ in range(5))
_reader_circle = aliased(Circle)


def seat_of(actor: Any, circle: Any) -> CircleMember | None:
    """What the actor has to do with the circle, whatever it is."""
    found = select(CircleMember).where(CircleMember.circle_id == circle.id, CircleMember.person_id == actor.id)
    return db.session.scalar(found)


def _may_see(actor: Any, circle: Any) -> bool:
    if actor is None or circle is None or not actor.is_present:
        return False
    seat = seat_of(actor, circle)
    if seat is not None and seat.state == IN:
        return True
    known = seat is not None and seat.state in CONNECTED and circle.state != ENDED
    if not known and not (circle.is_listed and circle.state == RUNNING):
        return False
    return not _meets_a_block(actor, circle)


def _meets_a_block(actor: Any, circle: Any) -> bool:
    inside = select(CircleMember.person_id).where(CircleMember.circle_id == circle.id, CircleMember.state == IN)
    either = or_(
        and_(Block.blocker_id == actor.id, Block.blocked_id.in_(inside)),
        and_(Block.blocked_id == actor.id, Block.blocker_id.in_(inside)),
    )
    return db.session.scalar(select(Block.blocker_id).where(either).limit(1)) is not None


SEE_CIRCLE = Permission("circles.see", _may_see)


def visible_to(actor: Person | None) -> ColumnElement[bool]:
    """The SQL twin of SEE_CIRCLE: a clause on Circle. A circle with somebody in it whom a block parts from the reader is not there."""
    if actor is None or not actor.is_present:
        return false()
    own = exists().where(_own.circle_id == Circle.id, _own.person_id == actor.id)
    is_in = own.where(_own.state == IN).correlate(Circle)
    is_connected = own.where(_own.state.in_(CONNECTED)).correlate(Circle)
    parted = exists().where(
        _inside.circle_id == Circle.id, _inside.state == IN, blocked_with(actor.id, _inside.person_id)
    )
    open_to_all = and_(Circle.is_listed, Circle.state == RUNNING)
    return or_(
        is_in,
        and_(or_(open_to_all, and_(is_connected, Circle.state != ENDED)), ~parted.correlate(Circle)),
    )


# --- inside -----------------------------------------------------------------------------------------------------


def _may_read(actor: Any, seat: Any) -> bool:
    if actor is None or not actor.is_present or seat is None or seat.person_id != actor.id or not seat.is_in:
        return False
    circle = db.session.get(Circle, seat.circle_id)  # mostly in the session already, loaded with the row
    return circle is not None and seat.has_signed(circle, clock.now())


class CharterFirst(Refused):
    """Whoever is in the circle has not signed the charter that holds; the page leads them there (views/charter_first.py)."""

    def __init__(self, circle: str) -> None:
        self.circle = circle
        super().__init__(
            _l("The charter comes first."),
            what_next=_l("Read the charter and sign it. Then everything here is yours to read."),
        )


def _unsigned_or_ended(actor: Any, seat: Any) -> Refused:
    if _may_read(actor, seat):
        return Refused(
            _l("This circle has ended."),
            what_next=_l("What was written in it stays for its members to read, as it is."),
        )
    return CharterFirst(seat.circle.public_id)


READ_CIRCLE = Permission("circles.read", _may_read, refusal=_unsigned_or_ended)
# Nothing is written in a circle that has ended.
WRITE_IN_CIRCLE = Permission(
    "circles.write",
    lambda actor, seat: _may_read(actor, seat) and not seat.circle.is_ended,
    refusal=_unsigned_or_ended,
)
# The facilitator or the stand-in of a circle that has not ended; they too sign before they read.
FACILITATE = Permission(
    "circles.facilitate",
    lambda actor, seat: _may_read(actor, seat) and seat.may_facilitate and not seat.circle.is_ended,
)
# Members who have not signed yet may read the charter, sign it, see who else is there, and leave.
BELONG = Permission(
    "circles.belong",
    lambda actor, seat: (
        actor is not None and actor.is_present and seat is not None and seat.person_id == actor.id and seat.is_in
    ),
)

NOW: Any = bindparam("circles_now", type_=UtcDateTime, callable_=clock.now)


def readable_by(actor: Any, circle_id: Any, written_at: Any = None) -> ColumnElement[bool]:
    """The SQL twin of READ_CIRCLE: a clause on what has this circle_id; with `written_at`, what newcomers may read of it too.

    It tells nothing of blocks: who wrote something is asked separately (`accounts.permissions.blocked_with`).
    """
    if not actor.is_present:
        return false()
    signed = or_(
        _reader.signed_number >= _reader_circle.charter_number,
        and_(_reader.signed_number >= _reader_circle.charter_bound_number, _reader_circle.charter_binds_at > NOW),
    )
    since = [] if written_at is None else [or_(_reader.reads_from.is_(None), written_at >= _reader.reads_from)]
    return exists().where(
        _reader.circle_id == circle_id, _reader.person_id == actor.id, _reader.state == IN,
        _reader_circle.id == _reader.circle_id, _reader.signed_number > 0, signed, *since,
    )  # fmt: skip


def seats_readable_by(actor: Person | None) -> ColumnElement[bool]:
    """The SQL twin of READ_CIRCLE on CircleMember itself: the actor's own row, of a circle they may read."""
    if actor is None or not actor.is_present:
        return false()
    return and_(CircleMember.person_id == actor.id, readable_by(actor, CircleMember.circle_id).correlate(CircleMember))


def may_read_from(seat: CircleMember, written_at: datetime) -> bool:
    """Whether something written at that moment is within what this member reads."""
    return seat.reads_from is None or written_at >= seat.reads_from


def members_together(actor_id: Any) -> Any:
    """Ids of the people who are in a circle with somebody: what makes them related. Ended circles count, as a tie does.

    Their circles are a list of its own, with which the database begins: a join it may begin with all who are in any circle.
    """
    theirs = select(_of_reader.circle_id).where(_of_reader.person_id == actor_id, _of_reader.state == IN)
    return select(_with_reader.person_id).where(
        _with_reader.circle_id.in_(theirs), _with_reader.state == IN, _with_reader.person_id != actor_id
    )
