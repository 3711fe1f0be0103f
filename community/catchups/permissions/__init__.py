"""Who may do what with catch-ups: one module per resource."""

from community.catchups.permissions.again import SAY_AGAIN
from community.catchups.permissions.catchups import (
    ANSWER,
    ASK,
    CANCEL,
    SAY_NOT_NOW,
    SEE_CATCHUP,
    TELL,
    WITHDRAW,
    Step,
    is_of,
    open_steps,
    visible_to,
)
from community.catchups.permissions.introductions import INTRODUCE, SEE_INTRODUCTION
from community.catchups.permissions.messages import EDIT_MESSAGE, WRITE_MESSAGE, may_edit, may_write

__all__ = [
    "ANSWER",
    "ASK",
    "CANCEL",
    "EDIT_MESSAGE",
    "INTRODUCE",
    "SAY_AGAIN",
    "SAY_NOT_NOW",
    "SEE_CATCHUP",
    "SEE_INTRODUCTION",
    "TELL",
    "WITHDRAW",
    "WRITE_MESSAGE",
    "Step",
    "is_of",
    "may_edit",
    "may_write",
    "open_steps",
    "visible_to",
]
