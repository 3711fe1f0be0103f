"""What circles show on pages of others: one module for each resource."""

from community.circles.panels.finding import on_profile, waiting_at_home

__all__ = ["on_profile", "waiting_at_home"]
