""" "Would you like to meet again some day?": each says it alone, and only two yeses are ever told."""

from community.accounts.models import Person
from community.catchups import queries
from community.catchups.models import NO, YES, AgainWish, CatchUp
from community.catchups.permissions import SAY_AGAIN
from community.core import clock, mail
from community.core.errors import Conflict, Missing
from community.core.extensions import db
from community.core.language import _l
from community.core.outbox import publish
from community.core.policy import can
from community.events import CatchUpAgain


def say_again(actor: Person, catchup: CatchUp, *, again: bool) -> queries.Again:
    """Say yes or no; it can be changed until both have said yes. Once they have, it is known to both and stays.

    Refuses: Missing for who is not one of the two, or no longer sees the other; Conflict before it happened, and when
    the two have said yes to each other before. Two yeses publish CatchUpAgain and mail who had said theirs first.
    """
    queries.hold_people(*catchup.pair)
    held = queries.locked(catchup.id)
    if held is None or not can(actor, SAY_AGAIN, held):
        raise Missing
    known = queries.again_for(actor, held)
    if known.mutual_on is not None:
        return known
    if not known.is_asked:
        raise Conflict(
            _l("There is nothing to say here (any more)."),
            what_next=_l("Open the catch-up again to see how things stand."),
        )
    wishes = {one.person_id: one for one in queries.wishes_between(held)}
    mine = wishes.get(actor.id) or AgainWish(catchup_id=held.id, person_id=actor.id)
    mine.answer = YES if again else NO
    db.session.add(mine)
    theirs = wishes.get(held.other_id(actor.id))
    if again and theirs is not None and theirs.is_yes:
        _reveal(actor, held, mine, theirs)
    db.session.flush()
    return queries.again_for(actor, held)


def _reveal(actor: Person, catchup: CatchUp, mine: AgainWish, theirs: AgainWish) -> None:
    mine.mutual_on = theirs.mutual_on = clock.today()
    kind = "messages" if catchup.is_exchange else "catchup"
    publish(CatchUpAgain(catchup.id, catchup.pair, catchup.took_place_on, kind))
    first = catchup.other(actor.id)
    mail.post("catchups.both_again", to=first, about=f"catchup:{catchup.id}:again", catchup_id=catchup.id)
