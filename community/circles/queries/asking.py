"""In which of their circles something is asked of a member: to sign, to write the charter, to hold it together. For home."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import aliased

from community.accounts.models import Person
from community.circles.models import ENDED, IN, Circle, CircleMember
from community.core.prepared import READER, built_once, rows

MOST = 10

_circle, _seat = aliased(Circle), aliased(CircleMember)


def something_asked() -> ColumnElement[bool]:
    """Whether anything is asked of the reader in a circle they are in."""
    return exists().where(_seat.circle_id == _circle.id, _asked())


def asked_inside(actor: Person) -> Sequence[Any]:
    """Those circles: what one needs to say what is asked, the one begun first before the others."""
    return rows(_circles(), actor)


@built_once
def _circles() -> Any:
    return (
        select(
            _circle.public_id, _circle.name, _circle.charter_number, _circle.charter_bound_number,
            _circle.charter_binds_at, _circle.facilitator_id, _circle.asked_to_facilitate_id, _seat.signed_number,
        )
        .join(_seat, _seat.circle_id == _circle.id)
        .where(_asked())
        .order_by(_circle.id)
        .limit(MOST)
    )  # fmt: skip


def _asked() -> ColumnElement[bool]:
    to_sign = _circle.charter_number > _seat.signed_number
    to_write = and_(_circle.charter_number == 0, _circle.facilitator_id == READER.id)
    to_hold = or_(_circle.facilitator_id.is_(None), _circle.asked_to_facilitate_id == READER.id)
    mine = and_(_seat.person_id == READER.id, _seat.state == IN, _circle.state != ENDED)
    return and_(mine, or_(to_sign, to_write, to_hold))
