"""Who may say whether they would like to meet again: each of the two, after it happened."""

from typing import Any

from community.catchups.permissions.catchups import SEE_CATCHUP
from community.core.policy import Permission, can


def _may_say(actor: Any, catchup: Any) -> bool:
    return can(actor, SEE_CATCHUP, catchup)


SAY_AGAIN = Permission("catchups.say_again", _may_say)
