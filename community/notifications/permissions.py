"""Whose inbox is whose: a notice is its owner's alone."""

from typing import Any

from sqlalchemy import ColumnElement, false

from community.accounts.models import Person
from community.core.policy import Permission
from community.notifications.models import Notice


def _is_own(actor: Any, notice: Any) -> bool:
    return actor is not None and actor.is_present and notice is not None and notice.person_id == actor.id


SEE_NOTICE = Permission("notifications.see", _is_own)


def visible_to(actor: Person | None) -> ColumnElement[bool]:
    """The SQL twin of SEE_NOTICE: a clause on Notice."""
    if actor is None or not actor.is_present:
        return false()
    return Notice.person_id == actor.id
