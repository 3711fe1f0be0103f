"""What happens to catch-ups without either of the two acting: time passes, somebody leaves, a block comes between.

All of it is done by the worker, may be done twice, and looks again under the lock before it changes anything.
"""

from datetime import datetime

from community.catchups import queries
from community.catchups.actions.meeting import close
from community.catchups.actions.steps import stop_clock
from community.catchups.models import CatchUp
from community.core import clock
from community.core.extensions import db
from community.core.outbox import publish
from community.events import CatchUpCancelled, CatchUpLapsed


def lapse(catchup_id: int, now: datetime) -> bool:
    """Let a request rest that nobody answered in time. Publishes CatchUpLapsed. False when that is not so (any more)."""
    held = queries.locked(catchup_id)
    if held is None or held.state != "asked" or held.lapses_at is None or held.lapses_at > now:
        return False
    _lapse(held)
    publish(CatchUpLapsed(held.id))
    return True


def end_between(one_id: int, other_id: int) -> None:
    """A block came: whatever is open between the two ends, and nobody is told anything."""
    now = clock.now()
    for catchup_id in queries.unfinished_between(one_id, other_id, now):
        _end_quietly(catchup_id, now, by_id=None)


def end_all_of(person_id: int) -> None:
    """Somebody left or is suspended: their requests end quietly; who expects to meet them is told (CatchUpCancelled)."""
    now = clock.now()
    for catchup_id in queries.unfinished_of(person_id, now):
        held = _end_quietly(catchup_id, now, by_id=person_id)
        if held is not None and held.state == "cancelled":
            publish(CatchUpCancelled(held.id, held.sequence, person_id))


def _end_quietly(catchup_id: int, now: datetime, *, by_id: int | None) -> CatchUp | None:
    held = queries.locked(catchup_id)
    if held is not None and held.state == "asked":
        _lapse(held)
    elif held is not None and held.lies_ahead(now):
        close(held, by_id=by_id)
    else:
        return None
    return held


def _lapse(catchup: CatchUp) -> None:
    stop_clock(catchup)
    catchup.state, catchup.changed_at = "lapsed", clock.now()
    db.session.flush()
