"""Drafts of circles that were left alone are forgotten."""

from datetime import timedelta

from community.circles.actions.forming import drop_old_drafts
from community.core import clock

FORGOTTEN_AFTER = timedelta(days=30)


def forget_drafts() -> None:
    """Nobody was told of them."""
    drop_old_drafts(clock.now() - FORGOTTEN_AFTER)
