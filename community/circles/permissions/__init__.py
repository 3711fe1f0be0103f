"""Who may see and do what with circles: one module for each resource."""

from community.circles.permissions.circles import (
    BELONG,
    FACILITATE,
    READ_CIRCLE,
    SEE_CIRCLE,
    WRITE_IN_CIRCLE,
    visible_to,
)

__all__ = ["BELONG", "FACILITATE", "READ_CIRCLE", "SEE_CIRCLE", "WRITE_IN_CIRCLE", "visible_to"]
