"""What circles show on pages of others: one module for each resource."""

from community.circles.panels.asking import asked_at_home
from community.circles.panels.discussion import news_at_home
from community.circles.panels.due import due_at_home
from community.circles.panels.finding import on_profile, waiting_at_home

__all__ = [
    "asked_at_home",
    "due_at_home",
    "news_at_home",
    "on_profile",
    "waiting_at_home",
]
