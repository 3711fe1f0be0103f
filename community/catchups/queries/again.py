"""What two people have said about meeting again. Only what the reader may know leaves this module by `again_for`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select

from community.accounts.models import Person
from community.catchups.models import AgainWish, CatchUp
from community.core.extensions import db


@dataclass(frozen=True)
class Again:
    """What one of the two may know: their own answer, and whether both have said yes here (and when)."""

    mine: bool | None = None
    mutual_on: date | None = None
    is_asked: bool = False


def again_for(person: Person, catchup: CatchUp) -> Again:
    """What this person may know. They are not asked before it happened, nor when both said yes to each other before."""
    if catchup.state != "happened":
        return Again()
    wishes = wishes_between(catchup)
    mine = next((one for one in wishes if (one.catchup_id, one.person_id) == (catchup.id, person.id)), None)
    mutual = [one for one in wishes if one.mutual_on is not None]
    return Again(
        mine=mine.is_yes if mine else None,
        mutual_on=mine.mutual_on if mine else None,
        is_asked=not mutual,
    )


def wishes_between(catchup: CatchUp) -> Sequence[AgainWish]:
    """What was said about this catch-up, and what made two yeses on any other one of the same two."""
    one, other = catchup.pair
    pair = or_(
        and_(CatchUp.asker_id == one, CatchUp.asked_id == other),
        and_(CatchUp.asker_id == other, CatchUp.asked_id == one),
    )
    here_or_mutual = or_(AgainWish.catchup_id == catchup.id, AgainWish.mutual_on.is_not(None))
    said = select(AgainWish).join(CatchUp, CatchUp.id == AgainWish.catchup_id).where(pair, here_or_mutual)
    return db.session.scalars(said.order_by(AgainWish.id)).all()
