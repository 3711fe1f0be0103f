"""What is done with circles: one module for each resource."""

from community.circles.actions.charters import sign_charter, write_charter
from community.circles.actions.leaving import leave, leave_everything, remove
from community.circles.actions.meetings import plan
from community.circles.actions.starting import start
from community.circles.actions.writing import edit_post, react, reply, take_post_back, write_post

__all__ = [
    "edit_post", "leave", "leave_everything", "plan", "react", "remove", "reply", "sign_charter", "start",
    "take_post_back", "write_charter", "write_post",
]  # fmt: skip
