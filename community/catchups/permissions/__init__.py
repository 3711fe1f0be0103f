"""Who may do what with catch-ups: one module per resource."""

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

__all__ = [
    "ANSWER",
    "ASK",
    "CANCEL",
    "SAY_NOT_NOW",
    "SEE_CATCHUP",
    "TELL",
    "WITHDRAW",
    "Step",
    "is_of",
    "open_steps",
    "visible_to",
]
