"""Taking deliveries that are due, and ending them: the statements, built once, and who has what before them.

A drain goes through many deliveries, one after the other. The transaction that ends one claims the next as well, so that each costs
one commit and not two: nothing is carried out before its claim is committed, and a commit that fails claims nothing.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, Table, and_, bindparam, or_, select, update

from community.core import clock
from community.core.outbox import claims, pauses
from community.core.outbox.models import DONE, IS_WAITING, Delivery
from community.core.prepared import run

LEASE = timedelta(seconds=90)
STOPPING = "the worker stops"

_rows: Table = Delivery.__table__  # type: ignore[assignment]
_at = bindparam("at", type_=_rows.c.due_at.type)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery as it was when it was claimed: a copy to read, whatever happens to transactions."""

    id: int
    event: str
    subscriber: str
    payload: dict[str, Any]
    attempts: int
    claim: str


def _due() -> ColumnElement[bool]:
    """Due, claimed by nobody alive, and its carrier open. A claim longer than any lease is one from before the clock was set back."""
    until = _rows.c.claimed_until
    free = or_(until.is_(None), until < _at, until > bindparam("beyond_leases", type_=until.type))
    return and_(IS_WAITING, _rows.c.due_at <= _at, free, pauses.open_at(_at, bindparam("longest_pause")))


# A row that somebody else is about to claim is passed over, not waited for.
_free = select(_rows.c.id).where(_rows.c.id == bindparam("delivery_id"), _due()).with_for_update(skip_locked=True)
_CLAIM = (
    update(_rows)
    .where(_rows.c.id == _free.correlate(None).scalar_subquery())
    .values(claim=bindparam("by"), claimed_until=bindparam("lease"), attempts=_rows.c.attempts + 1)
    .returning(_rows.c.id, _rows.c.event, _rows.c.subscriber, _rows.c.payload, _rows.c.attempts)
)
_ALL_DUE = select(_rows.c.id).where(_due()).order_by(_rows.c.due_at, _rows.c.id).limit(bindparam("most"))
_END = (
    update(_rows)
    .where(_rows.c.id == bindparam("delivery_id"), _rows.c.claim == bindparam("by"), IS_WAITING)
    .values(
        state=DONE,
        payload={},  # what somebody wrote is not to lie here when they or we have deleted it
        done_at=_at,
        claim=None,
        claimed_until=None,
        last_error=None,
    )
)


def due_ids(limit: int) -> list[int]:
    """What is due, the longest waiting first."""
    return list(run(_ALL_DUE, most=limit, **_instants(clock.now())).scalars())


def take(delivery_id: int, claim: str) -> Claimed | None:
    """Claim one delivery in this transaction, if it is due and free."""
    at = clock.now()
    row = run(_CLAIM, delivery_id=delivery_id, by=claim, lease=at + LEASE, **_instants(at)).one_or_none()
    return Claimed(**row._mapping, claim=claim) if row is not None else None


def end(delivery_id: int, claim: str) -> bool:
    """Write in this transaction that it is done; says whether the claim still held."""
    return bool(run(_END, delivery_id=delivery_id, by=claim, at=clock.now()).rowcount == 1)


def _instants(at: datetime) -> dict[str, datetime]:
    return {"at": at, "beyond_leases": at + 2 * LEASE, "longest_pause": at + pauses.LONGEST}


def is_stopping() -> bool:
    """Whether the worker in this process was told to stop: what is claimed is carried out, and nothing more."""
    told = current_app.extensions.get(STOPPING)
    return told is not None and told.is_set()


class Turn:
    """What one drain has before it."""

    def __init__(self, ids: Iterable[int]) -> None:
        self.waiting = deque(ids)
        self.claimed: Claimed | None = None

    def __iter__(self) -> Iterator[int]:
        while self.waiting and (self.claimed is not None or not is_stopping()):
            yield self.waiting.popleft()

    def claim_next(self) -> Claimed | None:
        """Claim the one after this, in the transaction that ends this one."""
        return take(self.waiting[0], claims.new()) if self.waiting and not is_stopping() else None

    def keep(self, claimed: Claimed | None) -> None:
        """That transaction is committed."""
        self.claimed = claimed
        if claimed is not None:
            claims.hold(claimed.id, claimed.claim)

    def claimed_before(self, delivery_id: int) -> Claimed | None:
        """The delivery, if it was claimed in passing."""
        if self.claimed is None or self.claimed.id != delivery_id:
            return None
        claimed, self.claimed = self.claimed, None
        return claimed


NOBODYS = Turn(())
_turn: ContextVar[Turn] = ContextVar("turn", default=NOBODYS)


@contextmanager
def in_turn(ids: Iterable[int]) -> Iterator[Turn]:
    """Go through deliveries in their order."""
    turn = Turn(ids)
    token = _turn.set(turn)
    try:
        yield turn
    finally:
        _turn.reset(token)
        if turn.claimed is not None:  # something went very wrong: the claim runs out by itself
            claims.let_go(turn.claimed.id)


def turn() -> Turn:
    """The turn this delivery belongs to; an empty one when it came alone."""
    return _turn.get()
