"""What the clock does to circles: one module for each resource. Each job may run twice, late, or after missed hours."""

from community.circles.jobs.waiting import pass_on_places

__all__ = ["pass_on_places"]
