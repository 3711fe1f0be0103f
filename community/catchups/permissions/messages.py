"""Who may write in a thread (the two, nobody else), and when. To read it is SEE_CATCHUP."""

from datetime import datetime
from typing import Any

from community.catchups.models import EDIT_WITHIN, CatchUp, CatchUpMessage
from community.catchups.permissions.catchups import SEE_CATCHUP
from community.core.policy import Permission, can

CLOSED_STATES = frozenset({"declined", "lapsed", "withdrawn"})


def _may_write(actor: Any, catchup: Any) -> bool:
    """One of the two who still sees the other; whether it is open just now, `may_write` says under the action's lock."""
    return can(actor, SEE_CATCHUP, catchup)


WRITE_MESSAGE = Permission("catchups.write_message", _may_write)


def _is_author(actor: Any, message: Any) -> bool:
    return actor is not None and actor.is_present and message is not None and message.author_id == actor.id


EDIT_MESSAGE = Permission("catchups.edit_message", _is_author)


def may_write(person_id: int, catchup: CatchUp, *, asked_has_written: bool) -> bool:
    """Whether the thread is open to one of the two. Who asked does not press: they write again once the other has."""
    if person_id not in catchup.pair:
        return False
    if catchup.state == "asked" and not catchup.introduced:
        return person_id == catchup.asked_id or asked_has_written
    return catchup.state not in CLOSED_STATES


def may_edit(person_id: int, catchup: CatchUp, message: CatchUpMessage, now: datetime) -> bool:
    """Whether the author may still change the words: for a while, as long as the thread is not closed."""
    if message.author_id != person_id or message.taken_back_at is not None or catchup.state in CLOSED_STATES:
        return False
    return now - message.created_at <= EDIT_WITHIN
