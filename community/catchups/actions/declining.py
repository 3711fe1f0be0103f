"""Not now: without a reason; with a day to ask again, or somebody else to ask, for whom would like to say that."""

from datetime import date, timedelta

from community.accounts.models import Person
from community.catchups import queries
from community.catchups.actions.steps import FARTHEST, end, take
from community.catchups.models import CatchUp
from community.catchups.permissions import Step
from community.core import clock
from community.core.errors import Invalid
from community.core.extensions import db
from community.core.language import _l
from community.core.outbox import publish
from community.events import CatchUpDeclined, CatchUpTimeKept


def say_not_now(
    actor: Person, catchup: CatchUp, *, ask_after: date | None = None, instead: Person | None = None
) -> CatchUp:
    """Not now, without a reason. When it is agreed and the other wants to move it: let us keep the time.

    `ask_after` ("ask me again then") and `instead` ("maybe ask this person") are for the asker of a request, when given.
    Refuses (Conflict) when it has been answered or ended; Invalid for a day that is not within the next year, and for
    somebody who could not be suggested. Whom the asker may not see can be: the asker is never shown such a suggestion,
    and nobody learns why. Publishes CatchUpDeclined, or CatchUpTimeKept.
    """
    held = take(actor, catchup, Step.NOT_NOW, Step.KEEP)
    held.changed_at = clock.now()
    if held.state == "agreed":
        held.turn_id = None
        db.session.flush()
        publish(CatchUpTimeKept(held.id, actor.id, held.round))
        return held
    if not held.introduced:  # there is nobody who asked, and could be asked to wait
        held.ask_after = _within_a_year(actor, ask_after)
        held.suggested_id = _suggested(actor, held.asker, instead)
    end(held, "declined", actor)
    publish(CatchUpDeclined(held.id))
    return held


def _within_a_year(actor: Person, day: date | None) -> date | None:
    today = clock.today(actor.time_zone)
    if day is not None and not today < day <= today + timedelta(days=FARTHEST.days):
        raise Invalid(_l("Please choose a day within the next year."), field="ask_after")
    return day


def _suggested(actor: Person, asker: Person, instead: Person | None) -> int | None:
    if instead is None:
        return None
    if not queries.may_be_suggested(actor, asker, instead):
        raise Invalid(_l("Please choose somebody from the list."), field="instead")
    return instead.id
