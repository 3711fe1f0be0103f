"""What the clock does to circles: one module for each resource. Each job may run twice, late, or after missed hours."""

from community.circles.jobs.charters import ask_about_charters
from community.circles.jobs.discussion import render_anew
from community.circles.jobs.ending import end_circles, look_after_promises
from community.circles.jobs.forming import (
    look_after_formings,
)
from community.circles.jobs.meetings import remind_to_meet
from community.circles.jobs.waiting import pass_on_places

__all__ = [
    "ask_about_charters",
    "end_circles",
    "look_after_formings",
    "look_after_promises",
    "pass_on_places",
    "remind_to_meet",
    "render_anew",
]
